import type { Budget } from '@parley/shared/contract/money';
import { ParleyError } from '@parley/shared/errors';
import { MONEY_LIMITS } from '@parley/shared/money-limits';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { budgetView, recount } from './budget-view.ts';

export type NewBudget = { agent_id: string | null; period: 'day' | 'month'; limit_micros: number; hard: boolean };

/** Sets a budget that counts from the beginning of the period that runs: what was spent in it already is spent. */
export async function createBudget(ctx: Ctx, as: As, given: NewBudget): Promise<Budget> {
  const { orgId } = as;
  const id = ctx.newId('budget');
  return ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    if ((await tx.budget.count({ where: { orgId } })) >= MONEY_LIMITS.mostBudgets) throw tooMany();
    if (given.agent_id !== null) {
      const agent = await tx.agent.findUnique({
        where: { orgId_id: { orgId, id: given.agent_id } },
        select: { id: true },
      });
      if (!agent) throw noSuchAgent();
    }
    await tx.$executeRaw`
      insert into budget (org_id, id, agent_id, period, limit_micros, hard, period_start, period_end, created_at)
      select ${orgId}, ${id}, ${given.agent_id}, ${given.period}, ${given.limit_micros}, ${given.hard}, p.starts, p.ends, ${ctx.now()}
      from budget_period(${orgId}, ${given.period}) p`;
    await recount(tx, orgId, id);
    await audit(ctx, tx, as, { action: 'budget.created', target: { kind: 'budget', id }, after: { ...given } });
    return budgetView(await tx.budget.findUniqueOrThrow({ where: { orgId_id: { orgId, id } } }), ctx.now());
  });
}

const tooMany = () =>
  new ParleyError(
    'conflict',
    'too_many_budgets',
    `There may be ${MONEY_LIMITS.mostBudgets} budgets. Delete one that is not needed any more.`,
  );

const noSuchAgent = () =>
  new ParleyError('not_found', 'no_such_agent', 'There is no agent with this id. GET /v1/agents lists them.', {
    param: 'agent_id',
  });
