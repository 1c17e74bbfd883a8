import {
  type Allowance,
  type AllowanceRequest,
  returnAllowance as returnRow,
  takeAllowance as takeRow,
} from '@parley/db/hot/take-allowance';
import type { Ctx } from '../ctx.ts';

export type { Allowance };

/** Sets more of the agent's budgets aside for who has used up what it had; null: no budget stops it. */
export const takeAllowance = (ctx: Pick<Ctx, 'hot'>, request: AllowanceRequest): Promise<Allowance | null> =>
  takeRow(ctx.hot, request);

/** For a holder that ends without a turn: a replay. */
export const returnAllowance = async (ctx: Pick<Ctx, 'hot'>, orgId: string, holder: string): Promise<void> => {
  await returnRow(ctx.hot, orgId, holder);
};
