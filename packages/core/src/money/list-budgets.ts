import type { Budget } from '@parley/shared/contract/money';
import type { Ctx } from '../ctx.ts';
import { budgetView } from './budget-view.ts';

/** All of them, oldest first: there are few. */
export const listBudgets = (ctx: Ctx, orgId: string): Promise<Budget[]> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const rows = await tx.budget.findMany({ where: { orgId }, orderBy: { id: 'asc' } });
    return rows.map((row) => budgetView(row, ctx.now()));
  });
