import type { Ctx } from '../ctx.ts';
import type { TurnState } from './transitions.ts';

/** Where a turn stands; `null` when this organisation has no such turn. */
export async function readTurnState(ctx: Ctx, orgId: string, turnId: string): Promise<TurnState | null> {
  const turn = await ctx.db.inOrg(orgId, (tx) =>
    tx.turn.findUnique({ where: { orgId_id: { orgId, id: turnId } }, select: { state: true } }),
  );
  return (turn?.state as TurnState | undefined) ?? null;
}
