import { openIncident as openRow } from '@parley/db/hot/open-incident';
import type { Incident } from '@parley/shared/contract/incidents';
import type { Ctx } from '../ctx.ts';

export type Occurrence = Pick<Incident, 'kind' | 'severity' | 'title' | 'fingerprint' | 'evidence'> & { orgId: string };

/** Something went wrong that people should know of. The same again, while it is not resolved, is counted and not told anew. */
export async function openIncident(ctx: Ctx, { orgId, ...occurrence }: Occurrence): Promise<string> {
  const id = await openRow(ctx.hot, orgId, { id: ctx.newId('incident'), ...occurrence }, ctx.now());
  ctx.live({ kind: 'changed', orgId, area: 'incident' });
  return id;
}
