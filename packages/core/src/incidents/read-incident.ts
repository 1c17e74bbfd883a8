import type { Incident } from '@parley/shared/contract/incidents';
import type { Ctx } from '../ctx.ts';
import { incidentOf } from './view.ts';

export const readIncident = (ctx: Ctx, orgId: string, id: string): Promise<Incident> =>
  ctx.db.inOrg(orgId, (tx) => incidentOf(tx, orgId, id));
