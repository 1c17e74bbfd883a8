import { type ReactNode, useId } from 'react';

export type SectionProps = { title: string; aside?: ReactNode; children: ReactNode };

export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="font-medium text-text">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

export const Card = ({ children }: { children: ReactNode }) => (
  <div className="overflow-hidden rounded-lg border border-border bg-surface shadow-card">{children}</div>
);
