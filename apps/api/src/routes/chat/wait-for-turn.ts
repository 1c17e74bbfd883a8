import { audienceOf } from '@parley/core/conversations/audience';
import { readTranscript, type Visitor } from '@parley/core/conversations/read-transcript';
import type { Ingested } from '@parley/core/turns/ingest-turn';
import { readTurnState, type TurnNow as Turn } from '@parley/core/turns/read-turn-state';
import { isEnded } from '@parley/core/turns/transitions';
import type { ChatMessage } from '@parley/shared/contract/chat';
import type { Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { overOf } from '../../http/over.ts';
import { messageOf, statusOf } from './present.ts';

const WAIT_MAX_SECONDS = 30;
const REPLIES_MAX = 10;

/** `Prefer: wait=10` of RFC 7240, bounded; anything else waits for nothing. */
export function preferredWaitMs(prefer: string | string[] | undefined): number {
  const seconds = /(?:^|[\s,;])wait=(\d{1,3})(?:$|[\s,;])/.exec(String(prefer ?? ''))?.[1];
  return Math.min(Number(seconds ?? 0), WAIT_MAX_SECONDS) * 1_000;
}

type TurnNow = { status: ReturnType<typeof statusOf>; replies: ChatMessage[] };

const ACCEPTED: TurnNow = { status: 'waiting', replies: [] };

/**
 * Where the turn stands once it has ended, or when the wait is over, or the caller has left. The message is stored by now:
 * if looking fails, that is no reason to tell the caller that accepting did.
 */
export async function waitForTurn(
  ctx: ApiContext,
  visitor: Visitor,
  turn: Ingested,
  waitMs: number,
  res: Response,
): Promise<TurnNow> {
  if (waitMs === 0 && !turn.duplicate) return ACCEPTED;
  const audience = audienceOf(visitor.orgId, visitor.channelId, visitor.visitorId);
  const over = overOf(res, ctx.closing, waitMs);
  const follower = ctx.hub.follow({ orgId: visitor.orgId, audience, conversationId: turn.conversationId });
  try {
    let now = await readTurnState(ctx.core, visitor.orgId, turn.turnId);
    while (now && !isEnded(now.state) && !over.signal.aborted) {
      await follower.changed(over.signal);
      now = await readTurnState(ctx.core, visitor.orgId, turn.turnId);
    }
    return { status: statusOf(now?.state ?? 'ready'), replies: await repliesTo(ctx, visitor, now) };
  } catch (error) {
    ctx.log.warn({ err: error, turn_id: turn.turnId }, 'a caller’s wait for an answer broke off');
    return ACCEPTED;
  } finally {
    follower.stop();
    over.clear();
  }
}

async function repliesTo(ctx: ApiContext, visitor: Visitor, now: Turn | null): Promise<ChatMessage[]> {
  if (!now || !isEnded(now.state)) return [];
  const transcript = await readTranscript(ctx.core, visitor, { after: 0n, limit: REPLIES_MAX, turnId: now.id });
  return (transcript?.said ?? []).filter((said) => said.author !== 'visitor').map(messageOf);
}
