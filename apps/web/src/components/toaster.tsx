'use client';

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Toast, toasts } from '../view/toasts.ts';
import { IconButton } from './icon-button.tsx';
import { TONE_TEXT } from './tone.ts';

const GONE_AFTER_MS = 6_000;
const NONE: readonly Toast[] = [];

/** The regions are there from the beginning: a reader announces what comes into one, not one that comes. */
export function Toaster() {
  const all = useSyncExternalStore(toasts.subscribe, toasts.all, () => NONE);
  const [held, setHeld] = useState(false);
  const shown = (tone: Toast['tone']) =>
    all.filter((toast) => toast.tone === tone).map((toast) => <ToastCard key={toast.id} toast={toast} held={held} />);
  return (
    <section
      aria-label="Messages"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-none fixed right-0 bottom-0 z-20 flex w-full max-w-md flex-col gap-2 p-4"
    >
      <div role="status" className="flex flex-col gap-2">
        {shown('good')}
      </div>
      <div role="alert" className="flex flex-col gap-2">
        {shown('bad')}
      </div>
    </section>
  );
}

/** What failed stays until it is dismissed; what went well goes by itself, unless someone is at it. */
function ToastCard({ toast: { id, tone, text }, held }: { toast: Toast; held: boolean }) {
  const goes = tone === 'good' && !held;
  useEffect(() => {
    if (!goes) return;
    const timer = setTimeout(() => toasts.dismiss(id), GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [goes, id]);
  const Icon = tone === 'good' ? CircleCheck : CircleAlert;
  return (
    <div className="pointer-events-auto flex items-start gap-3 rounded-lg border border-border-strong bg-surface py-2 pr-2 pl-4 shadow-lg">
      <Icon aria-hidden="true" className={`mt-2 size-4 shrink-0 ${TONE_TEXT[tone]}`} />
      <p className="wrap-anywhere min-w-0 flex-1 py-1.5">{text}</p>
      <IconButton label="Dismiss" icon={X} onClick={() => toasts.dismiss(id)} />
    </div>
  );
}
