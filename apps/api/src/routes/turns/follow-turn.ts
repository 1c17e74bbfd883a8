import { setTimeout as pause } from 'node:timers/promises';
import { formatComment, formatEvent, parseLastEventId } from '@parley/channels/web-chat/sse';
import { readTurn } from '@parley/core/turns/read-turn';
import { isEnded } from '@parley/core/turns/transitions';
import { followTurn } from '@parley/shared/contract/turns';
import { ParleyError } from '@parley/shared/errors';
import type { Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { awayOr, beginStream, writeToStream } from '../../http/event-stream.ts';
import { overOf } from '../../http/over.ts';
import { implement } from '../../http/route.ts';
import type { Follower } from '../../live/hub.ts';
import { placeOf } from '../chat/cursor.ts';
import { draftEvent } from '../chat/draft-event.ts';
import { statusOf } from '../chat/present.ts';
import { apiAudience, followConversation } from './follow-api-turns.ts';
import { replyOf } from './present.ts';

const AWAY_MS = 1_000;
/** A key that is revoked hears no more after this; its turn has long ended by then. */
const LONGEST_MS = 600_000;
/** Of the streams that a process holds, one organisation's systems get this part. */
const SHARE = 0.1;

export const followTurnRoute = implement(followTurn)(async (ctx, { caller, params, req, res }) => {
  const { orgId } = caller.as;
  const after = placeOf(parseLastEventId(req.headers['last-event-id']));
  refuseTooMany(ctx, orgId);
  const { turn } = await readTurn(ctx.core, orgId, params.id);
  res.locals.streamed = true;
  if (req.method === 'HEAD') {
    res.type('text/event-stream').end();
    return 'streamed';
  }
  const over = overOf(res, ctx.closing, LONGEST_MS);
  // Heard before the rows are read: what comes in between is a hint that waits.
  const follower = followConversation(ctx, orgId, turn.conversation_id);
  try {
    await stream(ctx, res, { orgId, turnId: params.id, follower, after, over: over.signal });
  } finally {
    follower.stop();
    over.clear();
    res.end();
  }
  return 'streamed';
});

function refuseTooMany({ hub, config: { chat } }: ApiContext, orgId: string): void {
  if (hub.size() < chat.maxStreams && hub.sizeOf(apiAudience(orgId)) < chat.maxStreams * SHARE) return;
  throw new ParleyError(
    'rate_limited',
    'too_many_streams',
    'Too many turns are being followed. Ask with GET /v1/turns/{id}, or let a webhook tell you.',
  );
}

type Stream = { orgId: string; turnId: string; follower: Follower; after: bigint; over: AbortSignal };

/** The turn's replies after the cursor, then whatever comes, until it has ended. */
async function stream(ctx: ApiContext, res: Response, { orgId, turnId, follower, after, over }: Stream): Promise<void> {
  let place = after;
  const say = (event: string, data: object, id?: string) =>
    writeToStream(res, formatEvent({ event, data: JSON.stringify(data), ...(id && { id }) }), over);
  while (!over.aborted) {
    // Taken before the rows are read: they never come after the answer that they announced.
    const [typing, draft] = [follower.typing(), follower.draft()];
    const read = await readTurn(ctx.core, orgId, turnId).catch(awayOr(res));
    if (read === 'away') {
      await pause(AWAY_MS, undefined, { signal: over }).catch(() => {});
      continue;
    }
    if (!res.headersSent) beginStream(res);
    const fresh = read.replies.filter(({ seq }) => seq > place);
    if (typing !== null) await say('typing', { active: typing });
    if (draft?.turnId === read.turn.id && !isEnded(read.turn.state)) await writeToStream(res, draftEvent(draft), over);
    for (const row of fresh) {
      place = row.seq;
      const reply = replyOf(row);
      await say('message', reply, reply.cursor);
    }
    if (isEnded(read.turn.state)) {
      await say('ended', { status: statusOf(read.turn.state), reason: read.turn.reason });
      return;
    }
    if (fresh.length === 0 && typing === null && draft === null)
      await writeToStream(res, formatComment('still here'), over);
    await follower.changed(over);
  }
}
