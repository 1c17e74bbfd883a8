import type { Ingested } from '@parley/core/turns/ingest-turn';
import { readTurn, type TurnRead } from '@parley/core/turns/read-turn';
import { isEnded } from '@parley/core/turns/transitions';
import type { Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { overOf } from '../../http/over.ts';
import { followConversation } from './follow-api-turns.ts';

/**
 * The turn once it has ended, or as it is when the wait is over; null for who does not wait. It is stored by now: if
 * looking fails, that is no reason to tell the caller that accepting did.
 */
export async function waitForEnd(
  ctx: ApiContext,
  orgId: string,
  turn: Ingested,
  { waitMs, res }: { waitMs: number; res: Response },
): Promise<TurnRead | null> {
  if (waitMs === 0 && !turn.duplicate) return null;
  const over = overOf(res, ctx.closing, waitMs);
  const follower = followConversation(ctx, orgId, turn.conversationId);
  try {
    let now = await readTurn(ctx.core, orgId, turn.turnId);
    while (!isEnded(now.turn.state) && !over.signal.aborted) {
      await follower.changed(over.signal);
      now = await readTurn(ctx.core, orgId, turn.turnId);
    }
    return now;
  } catch (error) {
    ctx.log.warn({ err: error, turn_id: turn.turnId }, 'a caller’s wait for an answer broke off');
    return null;
  } finally {
    follower.stop();
    over.clear();
  }
}
