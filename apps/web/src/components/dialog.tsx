'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './icon-button.tsx';

/** `onClose` null: it asks something that has to be answered. */
export type DialogProps = { title: string; onClose: (() => void) | null; children: ReactNode };

/** Open while it is rendered. Modal, so that the browser itself keeps focus, Escape and the page behind right. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // By itself it would be the button that closes it.
    opened?.querySelector<HTMLElement>('[data-body] :is(input, select, textarea, button)')?.focus();
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={onClose ?? ((event) => event.preventDefault())}
      // A browser lets a page prevent one Escape, not two: the key itself is stopped, and what else closes it does so in vain.
      onKeyDown={(event) => !onClose && event.key === 'Escape' && event.preventDefault()}
      onClose={({ currentTarget }) => !onClose && currentTarget.isConnected && currentTarget.showModal()}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[32rem] max-w-[calc(100vw-2rem)] rounded-lg border border-border bg-surface text-text"
    >
      <div className="flex items-center justify-between gap-4 border-border border-b px-5 py-3">
        <h2 id={id} className="wrap-anywhere font-semibold text-base tracking-tight">
          {title}
        </h2>
        {onClose && <IconButton label="Close" icon={X} onClick={onClose} />}
      </div>
      <div data-body className="flex flex-col gap-4 px-5 py-4">
        {children}
      </div>
    </dialog>
  );
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap justify-end gap-2">{children}</div>
);
