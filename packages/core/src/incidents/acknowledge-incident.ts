import type { Incident } from '@parley/shared/contract/incidents';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { incidentOf } from './view.ts';

/** Somebody looks after it. One that is acknowledged or resolved already stays as it is. */
export const acknowledgeIncident = (ctx: Ctx, as: As, { id }: { id: string }): Promise<Incident> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const before = await incidentOf(tx, as.orgId, id);
    const { count } = await tx.incident.updateMany({
      where: { orgId: as.orgId, id, status: 'open' },
      data: { status: 'acknowledged', acknowledgedAt: ctx.now(), acknowledgedBy: as.actor.id },
    });
    if (count === 0) return incidentOf(tx, as.orgId, id);
    await audit(ctx, tx, as, {
      action: 'incident.acknowledged',
      target: { kind: 'incident', id },
      before: { status: before.status },
      after: { status: 'acknowledged' },
    });
    return incidentOf(tx, as.orgId, id);
  });
