import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

/** What was set aside; nothing, while others hold what is left (`wait`) or when nothing is left (`exhausted`). */
export type Allowance = { code: 'given' | 'wait' | 'exhausted'; micros: number };

export type AllowanceRequest = {
  orgId: string;
  agentId: string;
  /** The turn, or the replay's run, that spends it. */
  holder: string;
  wanted: number;
  /** Less than this is of no use. */
  least: number;
};

const take = statement<{ allowance: Allowance | null }>(
  'take_allowance',
  'select take_allowance($1, $2, $3, $4, $5, false) as allowance',
);

/** Sets more aside, beside what the holder has; null where no budget stops the agent. */
export async function takeAllowance(db: Queryable, request: AllowanceRequest): Promise<Allowance | null> {
  const { orgId, agentId, holder, wanted, least } = request;
  const [row] = await take(db, [orgId, agentId, holder, wanted, least]);
  return row?.allowance ?? null;
}

const giveBack = statement<unknown>('return_allowance', 'select return_allowance($1, $2)');

export const returnAllowance = (db: Queryable, orgId: string, holder: string): Promise<unknown> =>
  giveBack(db, [orgId, holder]);

const free = statement<{ freed: number }>('free_allowances', 'select free_allowances($1) as freed');

/** Gives back what is held for runs that have ended otherwise; answers for how many. */
export const freeAllowances = async (db: Queryable, afterMs: number): Promise<number> =>
  (await free(db, [afterMs]))[0]?.freed ?? 0;
