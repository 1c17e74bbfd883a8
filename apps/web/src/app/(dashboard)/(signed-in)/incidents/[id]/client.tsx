'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Incident } from '@parley/shared/contract/incidents';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { State } from '../../../../../components/badge.tsx';
import { Button } from '../../../../../components/button.tsx';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { Figure, Figures } from '../../../../../components/figures.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { TableSkeleton } from '../../../../../components/table.tsx';
import { INCIDENT_KIND, INCIDENT_STATE, SEVERITY } from '../../../../../view/operations.ts';
import { formatAgo } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';
import { EvidenceList } from './evidence.tsx';
import { History } from './history.tsx';

export function IncidentClient({ id }: { id: string }) {
  const { may } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => api.readIncident({ params: { id }, signal }),
    enabled: may('operations.read'),
    throwOnError: isSurprise,
  });
  if (!may('operations.read')) return <NotForRole title="Incident" />;
  if (data) return <Shown incident={data} />;
  return (
    <>
      <PageTitle title="Incident" />
      {error ? (
        <LoadFailure title="The incident cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
      ) : (
        <TableSkeleton what="the incident" />
      )}
    </>
  );
}

function Shown({ incident }: { incident: Incident }) {
  const now = useNow();
  const { may } = useSession();
  return (
    <>
      <PageAbove href="/incidents" name="Incidents" />
      <PageTitle title={incident.title} action={may('operations.manage') && <Actions incident={incident} />}>
        {INCIDENT_KIND[incident.kind] ?? incident.kind} ·{' '}
        <code className="select-all font-mono text-xs">{incident.id}</code>
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Figures>
          <Figure label="State">
            <State tone={INCIDENT_STATE[incident.status].tone}>{INCIDENT_STATE[incident.status].word}</State>
          </Figure>
          <Figure label="Severity">
            <State tone={SEVERITY[incident.severity].tone}>{SEVERITY[incident.severity].word}</State>
          </Figure>
          <Figure label="Times">{incident.count}</Figure>
          <Figure label="Last seen">
            <Moment at={incident.last_seen_at}>{formatAgo(now - Date.parse(incident.last_seen_at))}</Moment>
          </Figure>
        </Figures>
        <Section title="Evidence of the last time">
          <EvidenceList incident={incident} />
        </Section>
        <Section title="What happened">
          <History incident={incident} />
        </Section>
      </div>
    </>
  );
}

const OLD = ['incident', 'incidents'];

function Actions({ incident: { id, status } }: { incident: Incident }) {
  const acknowledge = useChange(() => api.acknowledgeIncident({ params: { id } }), {
    makesOld: OLD,
    says: () => 'You look after it.',
    failsAloud: true,
  });
  const resolve = useChange(() => api.resolveIncident({ params: { id } }), {
    makesOld: OLD,
    says: () => 'It is over. When it happens again, that is a new incident.',
    failsAloud: true,
  });
  const pending = acknowledge.pending || resolve.pending;
  if (status === 'resolved') return null;
  return (
    <div className="flex flex-wrap gap-2">
      {status === 'open' && (
        <Button kind="primary" onClick={() => acknowledge.run(undefined)} disabled={pending}>
          {acknowledge.pending ? 'Taking it on…' : 'Look after it'}
        </Button>
      )}
      <Button onClick={() => resolve.run(undefined)} disabled={pending}>
        {resolve.pending ? 'Resolving…' : 'Resolve'}
      </Button>
    </div>
  );
}
