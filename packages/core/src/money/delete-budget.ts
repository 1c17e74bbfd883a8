import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchBudget } from './budget-view.ts';

/** From now on nobody counts against it. What turns had set aside of it goes with their end. */
export const deleteBudget = (ctx: Ctx, as: As, { id }: { id: string }): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const where = { orgId_id: { orgId: as.orgId, id } };
    const before = await tx.budget.findUnique({ where });
    if (!before) throw noSuchBudget();
    const { count } = await tx.budget.deleteMany({ where: { orgId: as.orgId, id } });
    if (count === 0) throw noSuchBudget();
    const { agentId, period, limitMicros, hard } = before;
    await audit(ctx, tx, as, {
      action: 'budget.deleted',
      target: { kind: 'budget', id },
      before: { agent_id: agentId, period, limit_micros: Number(limitMicros), hard },
    });
  });
