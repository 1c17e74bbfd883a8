'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './icon-button.tsx';

export type DialogProps = { title: string; onClose: () => void; children: ReactNode };

/** Open while it is rendered. Modal, so that the browser itself keeps focus, Escape and the page behind right. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={onClose}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[32rem] max-w-[calc(100vw-2rem)] rounded-lg border border-border bg-surface text-text"
    >
      <div className="flex items-center justify-between gap-4 border-border border-b px-5 py-3">
        <h2 id={id} className="wrap-anywhere font-semibold text-base tracking-tight">
          {title}
        </h2>
        <IconButton label="Close" icon={X} onClick={onClose} />
      </div>
      <div className="flex flex-col gap-4 px-5 py-4">{children}</div>
    </dialog>
  );
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap justify-end gap-2">{children}</div>
);
