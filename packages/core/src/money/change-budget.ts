import type { Budget } from '@parley/shared/contract/money';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { budgetView, noSuchBudget } from './budget-view.ts';

export type BudgetChange = { id: string; limit_micros?: number | undefined; hard?: boolean | undefined };

/** Another limit, or another answer to reaching it. What people were told of the old one is forgotten. */
export const changeBudget = (ctx: Ctx, as: As, { id, limit_micros, hard }: BudgetChange): Promise<Budget> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const where = { orgId_id: { orgId: as.orgId, id } };
    await tx.$queryRaw`select 1 from lock_budgets(${as.orgId}, null) b where b.id = ${id}`;
    const before = await tx.budget.findUnique({ where });
    if (!before) throw noSuchBudget();
    const after = { limitMicros: BigInt(limit_micros ?? before.limitMicros), hard: hard ?? before.hard };
    if (after.limitMicros === before.limitMicros && after.hard === before.hard) return budgetView(before, ctx.now());
    const changed = await tx.budget.update({ where, data: { ...after, told: null, refusedAt: null } });
    await audit(ctx, tx, as, {
      action: 'budget.changed',
      target: { kind: 'budget', id },
      before: { limit_micros: Number(before.limitMicros), hard: before.hard },
      after: { limit_micros: Number(changed.limitMicros), hard: changed.hard },
    });
    return budgetView(changed, ctx.now());
  });
