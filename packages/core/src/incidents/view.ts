import type { OrgTx } from '@parley/db/client';
import type { Incident } from '@parley/shared/contract/incidents';
import { ParleyError } from '@parley/shared/errors';

type Row = NonNullable<Awaited<ReturnType<OrgTx['incident']['findUnique']>>>;

export const incidentView = (row: Row): Incident => ({
  id: row.id,
  kind: row.kind as Incident['kind'],
  severity: row.severity as Incident['severity'],
  status: row.status as Incident['status'],
  title: row.title,
  fingerprint: row.fingerprint,
  evidence: row.evidence as Incident['evidence'],
  count: row.count,
  first_seen_at: row.firstSeenAt.toISOString(),
  last_seen_at: row.lastSeenAt.toISOString(),
  acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
  acknowledged_by: row.acknowledgedBy,
  resolved_at: row.resolvedAt?.toISOString() ?? null,
  resolved_by: row.resolvedBy,
});

export async function incidentOf(tx: OrgTx, orgId: string, id: string): Promise<Incident> {
  const row = await tx.incident.findUnique({ where: { orgId_id: { orgId, id } } });
  if (!row) throw noSuchIncident();
  return incidentView(row);
}

const noSuchIncident = () =>
  new ParleyError('not_found', 'no_such_incident', 'There is no incident with this id. GET /v1/incidents lists them.');
