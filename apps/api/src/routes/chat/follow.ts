import { formatComment, formatEvent, formatRetry, parseLastEventId } from '@parley/channels/web-chat/sse';
import { readTranscript, type Visitor } from '@parley/core/conversations/read-transcript';
import { followChat } from '@parley/shared/contract/chat';
import { ParleyError } from '@parley/shared/errors';
import type { Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { leftSignal } from '../../http/left.ts';
import { implement } from '../../http/route.ts';
import type { Follower } from '../../live/hub.ts';
import { placeOf } from './cursor.ts';
import { messageOf, visitorOf } from './present.ts';

const PAGE = 100;
const RETRY_MS = 1_000;

export const follow = implement(followChat)(async (ctx, { visitor: claims, query, req, res }) => {
  if (ctx.hub.size() >= ctx.config.chat.maxStreams) {
    throw new ParleyError(
      'unavailable',
      'too_many_streams',
      'Too many chats are open here just now. Read with GET /v1/chat/messages and try again in a moment.',
    );
  }
  const after = placeOf(parseLastEventId(req.headers['last-event-id']) ?? query.after);
  const visitor = visitorOf(claims);
  const opening = await readTranscript(ctx.core, visitor, { after, limit: 0 });

  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  res.write(formatRetry(RETRY_MS));
  const follower = ctx.hub.follow(visitor.orgId, opening?.conversationId ?? null);
  const expiry = AbortSignal.timeout(Math.min(claims.expiresAt.getTime() - ctx.core.now().getTime(), 2 ** 31 - 1));
  const over = AbortSignal.any([ctx.closing, expiry, leftSignal(res)]);
  try {
    await stream(ctx, res, visitor, follower, after, over);
  } finally {
    follower.stop();
    res.end();
  }
  return 'streamed';
});

/** Everything after the cursor, then whatever comes: each turn of the loop reads the rows again, hints only wake it. */
async function stream(
  ctx: ApiContext,
  res: Response,
  visitor: Visitor,
  follower: Follower,
  from: bigint,
  over: AbortSignal,
) {
  let after = from;
  while (!over.aborted) {
    const transcript = await readTranscript(ctx.core, visitor, { after, limit: PAGE });
    if (transcript) follower.setConversation(transcript.conversationId);
    for (const said of transcript?.said ?? []) {
      after = said.seq;
      const message = messageOf(said);
      await write(res, formatEvent({ event: 'message', id: message.cursor, data: JSON.stringify(message) }), over);
    }
    if (transcript?.said.length === PAGE) continue;
    const typing = follower.typing();
    if (typing !== null)
      await write(res, formatEvent({ event: 'typing', data: JSON.stringify({ active: typing }) }), over);
    else await write(res, formatComment('still here'), over);
    await follower.changed(over);
  }
}

/** A reader that does not keep up holds its own stream back, not our memory. */
async function write(res: Response, text: string, over: AbortSignal): Promise<void> {
  if (res.write(text) || over.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      res.off('drain', done);
      over.removeEventListener('abort', done);
      resolve();
    };
    res.once('drain', done);
    over.addEventListener('abort', done, { once: true });
  });
}
