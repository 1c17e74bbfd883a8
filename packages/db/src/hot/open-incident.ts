import type { Queryable } from '../pools.ts';
import type { IncidentRow } from './settle-turn.ts';
import { statement } from './statement.ts';

const open = statement<{ id: string }>('open_incident', 'select open_incident($1, $2, $3, $4, $5, $6, $7, $8) as id');

/** Opens an incident, or counts one more of the same fingerprint; answers the id of the one that is open now. */
export async function openIncident(db: Queryable, orgId: string, incident: IncidentRow, at: Date): Promise<string> {
  const { id, kind, fingerprint, severity, title, evidence } = incident;
  const [row] = await open(db, [orgId, id, kind, fingerprint, severity, title, JSON.stringify(evidence), at]);
  return row?.id ?? id;
}
