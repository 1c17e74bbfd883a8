'use client';

import type { RunDetail } from '@parley/shared/contract/runs';
import { useRun } from '../../../../../api/use-run.ts';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { Empty, TableSkeleton } from '../../../../../components/table.tsx';
import { runTitle } from '../../../../../view/runs.ts';
import { About } from './about.tsx';
import { Actions } from './actions.tsx';
import { Timeline } from './timeline.tsx';

export function RunClient({ id }: { id: string }) {
  const { may } = useSession();
  const { run, failure, readNow } = useRun(id, { enabled: may('runs.read') });
  if (!may('runs.read')) return <NotForRole title="Run" />;
  if (run) return <Shown run={run} />;
  return (
    <>
      <PageAbove href="/runs" name="Runs" />
      <PageTitle title="Run" />
      {failure ? (
        <LoadFailure title="The run cannot be read." failure={failure} onRetry={readNow} />
      ) : (
        <TableSkeleton what="the run" />
      )}
    </>
  );
}

const Shown = ({ run }: { run: RunDetail }) => (
  <>
    <PageAbove href="/runs" name="Runs" />
    <PageTitle title={runTitle(run)} action={<Actions run={run} />} />
    <div className="flex flex-col gap-6">
      <About run={run} />
      <Section title="Step by step">
        {run.steps.length === 0 ? (
          <Empty title="Nothing is stored yet.">
            A run’s steps are stored when it ends, before it does something, and when an attempt has failed.
          </Empty>
        ) : (
          <Timeline run={run} />
        )}
      </Section>
    </div>
  </>
);
