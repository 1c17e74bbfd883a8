import { readTranscript, type Visitor } from '@parley/core/conversations/read-transcript';
import type { Ingested } from '@parley/core/turns/ingest-turn';
import { readTurnState } from '@parley/core/turns/read-turn-state';
import { isEnded, type TurnState } from '@parley/core/turns/transitions';
import type { ChatMessage } from '@parley/shared/contract/chat';
import type { Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { leftSignal } from '../../http/left.ts';
import { messageOf, statusOf } from './present.ts';

const WAIT_MAX_SECONDS = 30;
const REPLIES_MAX = 10;

/** `Prefer: wait=10` of RFC 7240, bounded; anything else waits for nothing. */
export function preferredWaitMs(prefer: string | string[] | undefined): number {
  const seconds = /(?:^|[\s,;])wait=(\d{1,3})(?:$|[\s,;])/.exec(String(prefer ?? ''))?.[1];
  return Math.min(Number(seconds ?? 0), WAIT_MAX_SECONDS) * 1_000;
}

type TurnNow = { status: ReturnType<typeof statusOf>; replies: ChatMessage[] };

/** Where the turn stands once it has ended, or when the wait is over, or the caller has left. */
export async function waitForTurn(
  ctx: ApiContext,
  visitor: Visitor,
  turn: Ingested,
  waitMs: number,
  res: Response,
): Promise<TurnNow> {
  if (waitMs === 0 && !turn.duplicate) return { status: 'waiting', replies: [] };
  const follower = ctx.hub.follow(visitor.orgId, turn.conversationId);
  try {
    const over = AbortSignal.any([AbortSignal.timeout(waitMs), ctx.closing, leftSignal(res)]);
    let state = await readTurnState(ctx.core, visitor.orgId, turn.turnId);
    while (state && !isEnded(state) && !over.aborted) {
      await follower.changed(over);
      state = await readTurnState(ctx.core, visitor.orgId, turn.turnId);
    }
    return { status: statusOf(state ?? 'ready'), replies: await repliesTo(ctx, visitor, turn.turnId, state) };
  } finally {
    follower.stop();
  }
}

async function repliesTo(
  ctx: ApiContext,
  visitor: Visitor,
  turnId: string,
  state: TurnState | null,
): Promise<ChatMessage[]> {
  if (!state || !isEnded(state)) return [];
  const transcript = await readTranscript(ctx.core, visitor, { after: 0n, limit: REPLIES_MAX, turnId });
  return (transcript?.said ?? []).filter((said) => said.author !== 'visitor').map(messageOf);
}
