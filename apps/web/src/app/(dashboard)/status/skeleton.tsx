import { FiguresSkeleton } from '../../../components/figures.tsx';
import { Card, Section } from '../../../components/section.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';

/** The page's shape while the first reading is on its way. */
export const StatusSkeleton = () => (
  <div className="flex flex-col gap-6" aria-busy="true">
    <p className="sr-only" role="status">
      Reading the status
    </p>
    <div className="rounded-lg border border-border bg-surface px-4 py-4">
      <Skeleton className="h-7 w-full max-w-96" />
    </div>
    <Section title="Turns in the last hour">
      <FiguresSkeleton />
    </Section>
    <Section title="Now">
      <FiguresSkeleton />
    </Section>
    <Section title="Processes">
      <Card>
        <div className="flex flex-col gap-4 px-4 py-4">
          {['1', '2', '3', '4'].map((row) => (
            <Skeleton key={row} className="h-5 w-full" />
          ))}
        </div>
      </Card>
    </Section>
  </div>
);
