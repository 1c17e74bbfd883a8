import type { OrgTx } from '@parley/db/client';
import type { Ctx } from '../ctx.ts';
import type { TurnState } from './transitions.ts';

export type TurnNow = { id: string; state: TurnState };

/** A turn that was superseded hands its question on; so often is far beyond what the caps allow. */
const HOPS = 20;

/** Where a turn stands, or the one that took its messages; `null` when this organisation has no such turn. */
export const readTurnState = (ctx: Ctx, orgId: string, turnId: string): Promise<TurnNow | null> =>
  ctx.db.inOrg(orgId, (tx) => findTurnNow(tx, orgId, turnId));

export async function findTurnNow(tx: OrgTx, orgId: string, turnId: string): Promise<TurnNow | null> {
  let id = turnId;
  for (let hop = 0; hop < HOPS; hop++) {
    const turn = await tx.turn.findUnique({
      where: { orgId_id: { orgId, id } },
      select: { id: true, state: true, supersededBy: true },
    });
    if (!turn?.supersededBy) return turn && { id: turn.id, state: turn.state as TurnState };
    id = turn.supersededBy;
  }
  return null;
}
