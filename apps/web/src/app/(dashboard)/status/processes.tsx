import type { Status } from '@parley/shared/contract/status';
import Link from 'next/link';
import { State } from '../../../components/badge.tsx';
import { Moment } from '../../../components/moment.tsx';
import { Card, Section } from '../../../components/section.tsx';
import { formatSpan } from '../../../view/time.ts';
import { type StatusSearch, statusHref } from './search-params.ts';
import { countKinds, heartbeatText, KIND_NAME, PROCESS_STATE, runningFor, shortId, sortProcesses } from './view.ts';

type Process = Status['processes'][number];
type ProcessesProps = { status: Status; search: StatusSearch };

export function Processes({ status, search }: ProcessesProps) {
  const shown = sortProcesses(status.processes).filter(({ kind }) => search.kind === null || kind === search.kind);
  return (
    <Section title="Processes" aside={<KindFilter status={status} search={search} />}>
      {/* Columns come with the room there is for the table, not with the window: the navigation takes its share. */}
      <div className="@container">
        <Card>{shown.length > 0 ? <ProcessTable processes={shown} statusAt={status.at} /> : <NoProcess />}</Card>
      </div>
    </Section>
  );
}

const NoProcess = () => (
  <p className="px-4 py-4 text-muted">
    No such process has reported. <code className="font-mono text-[13px] text-text">pnpm start</code> brings all of them
    up.
  </p>
);

const CELL = 'px-3 py-2 @lg:px-4';
const HEAD = `${CELL} font-normal`;

const ProcessTable = ({ processes, statusAt }: { processes: Process[]; statusAt: string }) => (
  <table className="w-full text-left">
    <thead className="border-border border-b text-muted text-xs">
      <tr>
        <th className={HEAD}>Process</th>
        <th className={HEAD}>State</th>
        <th className={`${HEAD} hidden @lg:table-cell`}>Running for</th>
        <th className={`${HEAD} text-right`}>Heartbeat</th>
      </tr>
    </thead>
    <tbody className="divide-y divide-border">
      {processes.map((process) => (
        <ProcessRow key={process.id} process={process} statusAt={statusAt} />
      ))}
    </tbody>
  </table>
);

function ProcessRow({ process, statusAt }: { process: Process; statusAt: string }) {
  const { tone, word } = PROCESS_STATE[process.state];
  return (
    <tr className="transition-colors hover:bg-raised/50">
      <td className={CELL}>
        <span className="font-medium">{KIND_NAME[process.kind]}</span> <ProcessId id={process.id} />
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${CELL} hidden @lg:table-cell`}>
        <Moment at={process.started_at}>{formatSpan(runningFor(process, statusAt))}</Moment>
      </td>
      <td className={`${CELL} text-right tabular-nums ${process.state === 'silent' ? 'text-bad' : ''}`}>
        {heartbeatText(process)}
      </td>
    </tr>
  );
}

const ProcessId = ({ id }: { id: string }) => (
  <code title={id} className="block font-mono text-muted text-xs @3xl:ml-2 @3xl:inline">
    <span className="hidden @2xl:inline">{id}</span>
    <span className="@2xl:hidden">{shortId(id)}</span>
  </code>
);

function KindFilter({ status, search }: ProcessesProps) {
  return (
    <nav aria-label="Show processes" className="flex flex-wrap gap-1">
      {countKinds(status.processes, search.kind).map(({ kind, name, count }) => (
        <Link
          key={name}
          href={statusHref({ kind })}
          replace
          scroll={false}
          prefetch={false}
          aria-current={kind === search.kind ? 'true' : undefined}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-muted text-xs transition-colors hover:bg-raised hover:text-text aria-[current]:bg-raised aria-[current]:font-medium aria-[current]:text-text"
        >
          {name} <span className="tabular-nums">{count}</span>
        </Link>
      ))}
    </nav>
  );
}
