import type { ReactNode } from 'react';

export type PageTitleProps = { title: string; children?: ReactNode; action?: ReactNode };

export const PageTitle = ({ title, children, action }: PageTitleProps) => (
  <div className="mb-6 flex min-h-8 flex-wrap items-start justify-between gap-x-4 gap-y-3">
    <div className="min-w-0">
      <h1 className="wrap-anywhere font-semibold text-xl tracking-tight">{title}</h1>
      {children && <p className="mt-0.5 max-w-[70ch] text-muted">{children}</p>}
    </div>
    {action}
  </div>
);
