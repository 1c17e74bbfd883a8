'use client';

import { Menu, X } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import { Mark } from './mark.tsx';
import { Navigation } from './navigation.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

/** The navigation on a narrow screen: a modal dialog, so that the browser itself keeps focus, Escape and the page behind right. */
export function NavigationDrawer({ chatPageUrl }: { chatPageUrl: string | null }) {
  const drawer = useRef<HTMLDialogElement>(null);
  const close = () => drawer.current?.close();
  return (
    <>
      <IconButton label="Open navigation" icon={Menu} onClick={() => drawer.current?.showModal()} />
      <dialog
        ref={drawer}
        aria-label="Navigation"
        // A click on the dialog itself is one on its backdrop: the panel inside fills it.
        onClick={(event) => event.target === drawer.current && close()}
        onKeyDown={(event) => event.key === 'Escape' && close()}
        className="m-0 h-dvh max-h-none w-72 max-w-[85vw] border-border border-r bg-background text-text"
      >
        <div className="flex min-h-full flex-col gap-5 px-4 py-3">
          <div className="flex items-center justify-between">
            <Mark />
            <IconButton label="Close navigation" icon={X} onClick={close} />
          </div>
          <Navigation chatPageUrl={chatPageUrl} onNavigate={close} />
          <div className="mt-auto self-start">
            <ThemeToggle />
          </div>
        </div>
      </dialog>
    </>
  );
}
