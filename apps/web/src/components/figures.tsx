import type { ReactNode } from 'react';
import { Card } from './section.tsx';
import { Skeleton } from './skeleton.tsx';
import { TONE_TEXT, type Tone } from './tone.ts';

// The outer lines fall under the card's own border.
const STRIP = '-mr-px -mb-px grid grid-cols-2 lg:grid-cols-4';
const CELL = 'border-border border-r border-b px-4 py-3';

/** A strip of four figures that belong together; on a phone two in a row. */
export const Figures = ({ children }: { children: ReactNode }) => (
  <Card>
    <dl className={STRIP}>{children}</dl>
  </Card>
);

export type FigureProps = { label: string; children: ReactNode; tone?: Tone };

export const Figure = ({ label, children, tone }: FigureProps) => (
  <div className={CELL}>
    <dt className="text-muted text-xs">{label}</dt>
    <dd className={`mt-1 font-medium text-xl tabular-nums tracking-tight ${tone ? TONE_TEXT[tone] : ''}`}>
      {children}
    </dd>
  </div>
);

/** Not zero: there is nothing to measure yet. */
export const NoFigure = () => (
  <span className="text-muted">
    <span aria-hidden="true">–</span>
    <span className="sr-only">nothing measured</span>
  </span>
);

export const FiguresSkeleton = () => (
  <Card>
    <div className={STRIP}>
      {['1', '2', '3', '4'].map((place) => (
        <div key={place} className={CELL}>
          <Skeleton className="h-4 w-24" />
          <Skeleton className="mt-2 h-6 w-16" />
        </div>
      ))}
    </div>
  </Card>
);
