import { type BudgetNews, dueBudgetNews } from '@parley/db/hot/due-budget-news';
import { dollars } from '@parley/shared/cost';
import { MONEY_LIMITS } from '@parley/shared/money-limits';
import type { Ctx } from '../ctx.ts';
import { openIncident } from '../incidents/open-incident.ts';
import { notify } from '../notifications/notify.ts';

type Told = 'near' | 'reached' | 'refused';
type Row = {
  id: string;
  agentId: string | null;
  limitMicros: bigint;
  spentMicros: bigint;
  hard: boolean;
  refusedAt: Date | null;
  told: string | null;
};

/** Tells people of budgets that are nearly spent, spent, or refuse work: once each in a period. */
export async function tellBudgets(ctx: Ctx): Promise<void> {
  for (const news of await dueBudgetNews(ctx.hot, MONEY_LIMITS.nearShare)) await tell(ctx, news);
}

async function tell(ctx: Ctx, { orgId, budgetId }: BudgetNews): Promise<void> {
  const budget = await ctx.db.inOrg(orgId, (tx) =>
    tx.budget.findUnique({ where: { orgId_id: { orgId, id: budgetId } } }),
  );
  const what = budget && newsOf(budget);
  if (!budget || !what) return;
  // First: told twice it is counted once, and told once it is not forgotten by a crash in between.
  if (what !== 'near') await openIncident(ctx, { orgId, ...occurrence(budget, what) });
  await ctx.db.inOrg(orgId, async (tx) => {
    const { count } = await tx.budget.updateMany({
      where: { orgId, id: budgetId, told: budget.told },
      data: { told: what },
    });
    if (count === 0) return;
    const facts = {
      budget_id: budgetId,
      agent_id: budget.agentId,
      state: what,
      spent_micros: Number(budget.spentMicros),
      limit_micros: Number(budget.limitMicros),
    };
    await notify(ctx, tx, { orgId, actor: { kind: 'system', id: 'budgets' } }, { kind: 'budget.reached', facts });
  });
}

/** The strongest thing there is to say, where it has not been said. */
function newsOf({ refusedAt, spentMicros, limitMicros, told }: Row): Told | null {
  if (refusedAt) return told === 'refused' ? null : 'refused';
  if (spentMicros >= limitMicros) return told === 'reached' ? null : 'reached';
  if (told === null && Number(spentMicros) >= Number(limitMicros) * MONEY_LIMITS.nearShare) return 'near';
  return null;
}

const occurrence = ({ id, agentId, hard, limitMicros, spentMicros }: Row, what: Told) => ({
  kind: 'budget' as const,
  fingerprint: `budget:${id}`,
  severity: hard ? ('high' as const) : ('medium' as const),
  title: what === 'refused' ? 'A budget is used up, and turns end without an answer' : 'A budget is used up',
  evidence: {
    budget_id: id,
    agent_id: agentId,
    limit_usd: dollars(Number(limitMicros)),
    spent_usd: dollars(Number(spentMicros)),
  },
});
