import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type BudgetNews = { orgId: string; budgetId: string };

const due = statement<BudgetNews>(
  'due_budget_news',
  `select org_id as "orgId", id as "budgetId" from budget
  where period_end > clock_now() and told is distinct from 'refused' and (
    refused_at is not null
    or (told is distinct from 'reached' and spent_micros >= limit_micros and spent_micros > 0)
    or (told is null and spent_micros >= limit_micros * $1::float8 and spent_micros > 0))
  limit 100`,
);

/** Budgets of which there is something to tell that nobody has been told in this period. */
export const dueBudgetNews = (db: Queryable, nearShare: number): Promise<BudgetNews[]> => due(db, [nearShare]);
