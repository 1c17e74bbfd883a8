'use client';

import { Search } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { CommandDialog } from './command-dialog.tsx';

const never = () => () => {};
const keysHere = () => (/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ K' : 'Ctrl K');

/** Opens with the button or Ctrl K (⌘ K), unless something else is asking for an answer. */
export function CommandMenu({ chatPageUrl }: { chatPageUrl: string | null }) {
  const [open, setOpen] = useState(false);
  const keys = useSyncExternalStore(never, keysHere, () => '');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      if (!document.querySelector('dialog:modal')) setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label="Go to a page, or do something"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        className="inline-flex h-8 shrink-0 items-center gap-2 rounded-md border border-border bg-surface px-2 text-muted transition-colors hover:bg-raised hover:text-text"
      >
        <Search aria-hidden="true" className="size-4" />
        <kbd className="hidden font-sans text-xs lg:inline">{keys}</kbd>
      </button>
      {open && <CommandDialog chatPageUrl={chatPageUrl} onClose={() => setOpen(false)} />}
    </>
  );
}
