'use client';

import type { Workload } from '@parley/shared/contract/status';
import { roleMay } from '@parley/shared/roles';
import { useMe } from '../../../api/use-me.ts';
import { useWorkload } from '../../../api/use-workload.ts';
import { Figure, Figures, NoFigure } from '../../../components/figures.tsx';
import { Section } from '../../../components/section.tsx';
import { CELL, Table } from '../../../components/table.tsx';
import { formatDuration } from '../../../view/time.ts';
import { countUpTo, formatCount, QUEUE_NAME } from './view.ts';

/** What waits in the organisation of whoever looks, if they may know. The rest of the page is open to everyone. */
export function WorkloadOfOrganisation() {
  const { me } = useMe();
  const shown = me?.organisations.find(({ id }) => id === me.shown);
  const may = shown !== undefined && roleMay(shown.role, 'operations.read');
  const { workload, failure } = useWorkload({ enabled: may });
  if (!may || !workload) return null;
  return (
    <>
      <Section
        title={`In ${shown.name}`}
        aside={failure && <p className="text-muted">Not current: it cannot be read</p>}
      >
        <Waiting workload={workload} />
      </Section>
      <Section title={`Queue on ${QUEUE_NAME[workload.queue.backend]}`}>
        <Depth queue={workload.queue} />
      </Section>
    </>
  );
}

const Waiting = ({ workload: { lanes, replies, most } }: { workload: Workload }) => (
  <Figures>
    <Figure label="Waiting for a worker">{countUpTo(lanes.waiting, most)}</Figure>
    <Figure label="Being answered">{countUpTo(lanes.running, most)}</Figure>
    <Figure label="Oldest wait">
      {lanes.oldest_wait_ms === null ? <NoFigure /> : formatDuration(lanes.oldest_wait_ms)}
    </Figure>
    <Figure label="Replies not sent yet" tone={(replies.oldest_wait_ms ?? 0) > LONG_MS ? 'warn' : undefined}>
      {countUpTo(replies.waiting, most)}
      {replies.oldest_wait_ms !== null && (
        <span className="ml-2 font-normal text-muted text-sm">for {formatDuration(replies.oldest_wait_ms)}</span>
      )}
    </Figure>
  </Figures>
);

/** A text leaves within seconds, or its carrier is in trouble. */
const LONG_MS = 60_000;

const COLUMNS = ['Queue', 'Waiting', 'Being done', 'Later', 'Failed'].map((title) => ({ title }));

const Depth = ({ queue: { depth } }: Pick<Workload, 'queue'>) =>
  depth === null ? (
    <p className="text-muted">
      The queue does not answer. Turns are taken by the sweep, up to a second later than usual.
    </p>
  ) : (
    <Table label="Queue" columns={COLUMNS}>
      {depth.map(({ queue, waiting, active, delayed, failed }) => (
        <tr key={queue}>
          <td className={`${CELL} font-medium`}>{queue}</td>
          {[waiting, active, delayed, failed].map((count, place) => (
            <td key={COLUMNS[place + 1]?.title} className={`${CELL} tabular-nums`}>
              {formatCount(count)}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
