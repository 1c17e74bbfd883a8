import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

const fold = statement<{ folded: number }>('fold_costs', 'select fold_costs($1) as folded');

/** Adds new entries of the ledger to the sums of their days; answers how many there were. */
export const foldCosts = async (db: Queryable, most: number): Promise<number> =>
  (await fold(db, [most]))[0]?.folded ?? 0;
