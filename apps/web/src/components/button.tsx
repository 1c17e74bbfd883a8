import type { ReactNode } from 'react';

const SHAPE =
  'inline-flex h-8 max-w-full items-center justify-center gap-2 whitespace-nowrap rounded-md border px-3 font-medium transition-colors disabled:cursor-default disabled:opacity-55';

export type ButtonKind = 'plain' | 'primary' | 'danger' | 'quiet';

const LOOK: Record<ButtonKind, string> = {
  plain: 'border-border-strong bg-surface text-text shadow-card enabled:hover:bg-raised',
  primary: 'border-transparent bg-accent text-surface shadow-card enabled:hover:opacity-90',
  danger: 'border-bad/40 bg-bad-soft text-bad enabled:hover:border-bad',
  quiet: 'border-transparent text-muted enabled:hover:bg-raised enabled:hover:text-text',
};

export type ButtonProps = { onClick: () => void; kind?: ButtonKind; disabled?: boolean; children: ReactNode };

export const Button = ({ onClick, kind = 'plain', disabled, children }: ButtonProps) => (
  <button type="button" onClick={onClick} disabled={disabled} className={`${SHAPE} ${LOOK[kind]}`}>
    {children}
  </button>
);

export type SubmitProps = {
  pending: boolean;
  kind?: ButtonKind;
  disabled?: boolean;
  wide?: boolean;
  children: ReactNode;
};

/** Sends its form. While the answer is on its way it cannot be pressed again. */
export const Submit = ({ pending, kind = 'primary', disabled, wide, children }: SubmitProps) => (
  <button
    type="submit"
    disabled={pending || disabled}
    aria-busy={pending}
    className={`${SHAPE} ${LOOK[kind]} ${wide ? 'h-9 w-full' : ''}`}
  >
    {children}
  </button>
);

/** Leads out of the dashboard, or back to its start: a plain link, so that it works when nothing else does. */
export const ButtonLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} className={`${SHAPE} ${LOOK.plain} hover:bg-raised`}>
    {children}
  </a>
);
