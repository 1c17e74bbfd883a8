import type { ReactNode } from 'react';

const LOOK =
  'inline-flex h-8 items-center justify-center gap-2 whitespace-nowrap rounded-md border border-border-strong bg-surface px-3 font-medium text-text shadow-card transition-colors hover:bg-raised';

export const Button = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <button type="button" onClick={onClick} className={LOOK}>
    {children}
  </button>
);

/** Leads out of the dashboard, or back to its start: a plain link, so that it works when nothing else does. */
export const ButtonLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} className={LOOK}>
    {children}
  </a>
);
