'use client';

import type { Incident } from '@parley/shared/contract/incidents';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { State } from '../../../../components/badge.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { Section } from '../../../../components/section.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { INCIDENT_KIND, INCIDENT_STATE, SEVERITY } from '../../../../view/operations.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';

export function IncidentsClient() {
  const { may } = useSession();
  if (!may('operations.read')) return <NotForRole title="Incidents" />;
  return (
    <>
      <PageTitle title="Incidents">
        What went wrong. The same thing again is counted, until somebody says that it is over.
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Incidents status="open" />
        <Incidents status="acknowledged" />
        <Incidents status="resolved" />
      </div>
    </>
  );
}

const COLUMNS = [
  { title: 'Incident' },
  { title: 'Severity' },
  { title: 'Times', wide: true },
  { title: 'Last seen', wide: true },
];

/** Those that stand so; a state without any is only spoken of when it is the one that asks for something. */
function Incidents({ status }: { status: Incident['status'] }) {
  const list = useList(['incidents', status], (query, signal) =>
    api.listIncidents({ query: { ...query, limit: 50, status }, signal }),
  );
  const title = INCIDENT_STATE[status].word;
  if (list.items?.length === 0 && status !== 'open') return null;
  return (
    <Section title={title}>
      {!list.items &&
        (list.failure ? (
          <LoadFailure title="The incidents cannot be read." failure={list.failure} onRetry={list.readNow} />
        ) : (
          <TableSkeleton what="the incidents" />
        ))}
      {list.items?.length === 0 && (
        <Empty title="Nothing is wrong that we know of.">
          An incident opens when an agent gives up, a text’s fate is unknown, or two machines answer each other.
        </Empty>
      )}
      {list.items && list.items.length > 0 && (
        <>
          <Table label={title} columns={COLUMNS}>
            {list.items.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </Table>
          <More list={list} />
        </>
      )}
    </Section>
  );
}

function IncidentRow({ incident }: { incident: Incident }) {
  const now = useNow();
  const { tone, word } = SEVERITY[incident.severity];
  const seen = <Moment at={incident.last_seen_at}>{formatAgo(now - Date.parse(incident.last_seen_at))}</Moment>;
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <Link href={`/incidents/${incident.id}`} className="font-medium underline-offset-4 hover:underline">
          {incident.title}
        </Link>
        <span className="block text-muted text-xs">
          {INCIDENT_KIND[incident.kind] ?? incident.kind}
          <span className="@2xl:hidden">
            {' '}
            · {incident.count} {incident.count === 1 ? 'time' : 'times'} · {seen}
          </span>
        </span>
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${WIDE_CELL} tabular-nums`}>{incident.count}</td>
      <td className={`${WIDE_CELL} text-muted`}>{seen}</td>
    </tr>
  );
}
