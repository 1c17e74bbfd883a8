import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

const fold = statement<{ folded: number }>('fold_costs', 'select fold_costs($1) as folded');

/** Adds new entries of the ledger to the sums of their days; answers how many there were. */
export const foldCosts = async (db: Queryable, most: number): Promise<number> =>
  (await fold(db, [most]))[0]?.folded ?? 0;

const recount = statement<unknown>(
  'recount_new_budgets',
  `select recount_budget(org_id, id) from (
    select org_id, id from budget where created_at > clock_now() - interval '10 minutes' order by org_id, id
  ) b`,
);

/** Who was settling while a budget was made has not seen it: what was spent then is counted from the ledger. */
export const recountNewBudgets = (db: Queryable): Promise<unknown> => recount(db, []);
