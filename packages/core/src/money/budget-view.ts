import type { OrgTx } from '@parley/db/client';
import type { Budget } from '@parley/shared/contract/money';
import { ParleyError } from '@parley/shared/errors';

export type BudgetRow = {
  id: string;
  agentId: string | null;
  period: string;
  limitMicros: bigint;
  hard: boolean;
  periodStart: Date;
  periodEnd: Date;
  spentMicros: bigint;
  reservedMicros: bigint;
  refusedAt: Date | null;
  createdAt: Date;
};

/** A period that has ended begins anew with whoever spends next; until then nothing is spent of the one that runs. */
export function budgetView(row: BudgetRow, now: Date): Budget {
  const over = row.periodEnd <= now;
  return {
    id: row.id,
    agent_id: row.agentId,
    period: row.period === 'day' ? 'day' : 'month',
    limit_micros: Number(row.limitMicros),
    hard: row.hard,
    spent_micros: over ? 0 : Number(row.spentMicros),
    reserved_micros: Number(row.reservedMicros),
    refuses_since: over ? null : (row.refusedAt?.toISOString() ?? null),
    period_ends_at: over ? null : row.periodEnd.toISOString(),
    created_at: row.createdAt.toISOString(),
  };
}

/** Counted from the ledger, under the budget's lock. */
export const recount = (tx: OrgTx, orgId: string, id: string) => tx.$executeRaw`select recount_budget(${orgId}, ${id})`;

export const noSuchBudget = () =>
  new ParleyError('not_found', 'no_such_budget', 'There is no budget with this id. GET /v1/budgets lists them.');
