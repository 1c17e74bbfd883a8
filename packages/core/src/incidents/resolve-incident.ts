import type { Incident } from '@parley/shared/contract/incidents';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { incidentOf } from './view.ts';

/** It is over. One that is resolved already stays as it is. */
export const resolveIncident = (ctx: Ctx, as: As, { id }: { id: string }): Promise<Incident> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const before = await incidentOf(tx, as.orgId, id);
    const { count } = await tx.incident.updateMany({
      where: { orgId: as.orgId, id, status: { not: 'resolved' } },
      data: { status: 'resolved', resolvedAt: ctx.now(), resolvedBy: as.actor.id },
    });
    if (count === 0) return incidentOf(tx, as.orgId, id);
    await audit(ctx, tx, as, {
      action: 'incident.resolved',
      target: { kind: 'incident', id },
      before: { status: before.status },
      after: { status: 'resolved' },
    });
    return incidentOf(tx, as.orgId, id);
  });
