'use client';

import type { RunHead } from '@parley/shared/contract/runs';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { Badge, State } from '../../../../components/badge.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { type RunSearch, runCost, runFilter, runState, runsHref, runTitle } from '../../../../view/runs.ts';
import { formatAgo, formatDuration } from '../../../../view/time.ts';
import { tokensInWords } from '../../../../view/turns.ts';
import { useNow } from '../../../../view/use-now.ts';
import { RunFilter } from './filter.tsx';

export function RunsClient({ search }: { search: RunSearch }) {
  const { may } = useSession();
  if (!may('runs.read')) return <NotForRole title="Runs" />;
  return (
    <>
      <PageTitle title="Runs">
        What your agents did about each message: what they asked models, which tools they used, how long it took and
        what it cost.
      </PageTitle>
      <div className="flex flex-col gap-4">
        <RunFilter key={runsHref(search)} search={search} />
        <RunList search={search} />
      </div>
    </>
  );
}

const COLUMNS = [
  { title: 'Run' },
  { title: 'Outcome' },
  { title: 'Took', wide: true },
  { title: 'Cost', wide: true },
  { title: 'Began', wide: true },
];

function RunList({ search }: { search: RunSearch }) {
  const list = useList(['runs', search], (query, signal) =>
    api.listRuns({ query: { ...query, limit: 50, ...runFilter(search) }, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the runs" />;
    return <LoadFailure title="The runs cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) return <NoRun filtered={runsHref(search) !== '/runs'} />;
  return (
    <>
      <Table label="Runs" columns={COLUMNS}>
        {list.items.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </Table>
      <More list={list} />
    </>
  );
}

const NoRun = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="No run fits.">
      <Link href="/runs" className="text-accent underline">
        Show all of them
      </Link>
    </Empty>
  ) : (
    <Empty title="No agent has done anything yet.">
      A run begins with a message: write one in the chat of one of your channels, and what the agent does stands here.
    </Empty>
  );

function RunRow({ run }: { run: RunHead }) {
  const now = useNow();
  const { tone, word } = runState(run);
  const began = <Moment at={run.started_at}>{formatAgo(now - Date.parse(run.started_at))}</Moment>;
  return (
    <tr>
      <td className={`${CELL} w-full max-w-0`}>
        <Link
          href={`/runs/${run.id}`}
          className="block truncate font-medium underline-offset-4 hover:underline"
          dir="auto"
        >
          {runTitle(run)}
        </Link>
        <span className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
          <span className="truncate">
            {run.agent.name} · version {run.agent_version.number}
            {run.conversation.address && ` · ${run.conversation.address}`}
          </span>
          {run.kind === 'replay' && <Badge tone="muted">Replay</Badge>}
          <span className="@2xl:hidden">{began}</span>
        </span>
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${WIDE_CELL} whitespace-nowrap tabular-nums`}>
        {run.duration_ms === null ? '' : formatDuration(run.duration_ms)}
      </td>
      <td className={`${WIDE_CELL} whitespace-nowrap tabular-nums`} title={tokensInWords(run) ?? undefined}>
        {runCost(run)}
      </td>
      <td className={`${WIDE_CELL} text-muted`}>{began}</td>
    </tr>
  );
}
