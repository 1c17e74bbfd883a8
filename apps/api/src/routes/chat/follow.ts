import { setTimeout as pause } from 'node:timers/promises';
import { formatComment, formatEvent, parseLastEventId } from '@parley/channels/web-chat/sse';
import { audienceOf } from '@parley/core/conversations/audience';
import { readTranscript, type Visitor } from '@parley/core/conversations/read-transcript';
import { followChat } from '@parley/shared/contract/chat';
import { ParleyError } from '@parley/shared/errors';
import type { Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { awayOr, beginStream, writeToStream } from '../../http/event-stream.ts';
import { overOf } from '../../http/over.ts';
import { implement } from '../../http/route.ts';
import type { Follower } from '../../live/hub.ts';
import { placeOf } from './cursor.ts';
import { draftEvent } from './draft-event.ts';
import { messageOf, visitorOf } from './present.ts';

const PAGE = 100;
const AWAY_MS = 1_000;

export const follow = implement(followChat)(async (ctx, { visitor: claims, query, req, res }) => {
  const after = placeOf(parseLastEventId(req.headers['last-event-id']) ?? query.after);
  const visitor = visitorOf(claims);
  const audience = audienceOf(visitor.orgId, visitor.channelId, visitor.visitorId);
  refuseTooMany(ctx, audience);
  res.locals.streamed = true;
  const over = overOf(res, ctx.closing, claims.expiresAt.getTime() - ctx.core.now().getTime());
  // Heard before the rows are read: what comes in between is a hint that waits.
  const follower = ctx.hub.follow({ orgId: visitor.orgId, audience, conversationId: null });
  try {
    await stream(ctx, res, { visitor, follower, after, over: over.signal });
  } finally {
    follower.stop();
    over.clear();
    res.end();
  }
  return 'streamed';
});

/** A process holds so many streams; of these one person gets a few, so that nobody can take them all. */
function refuseTooMany({ hub, config: { chat } }: ApiContext, audience: string): void {
  if (hub.sizeOf(audience) >= chat.maxStreamsOfOne) {
    throw new ParleyError(
      'rate_limited',
      'too_many_streams',
      'This chat is open in too many places. Close some of them.',
    );
  }
  if (hub.size() >= chat.maxStreams) {
    throw new ParleyError(
      'unavailable',
      'too_many_streams',
      'Too many chats are open here just now. Read with GET /v1/chat/messages and try again in a moment.',
    );
  }
}

type Stream = { visitor: Visitor; follower: Follower; after: bigint; over: AbortSignal };

/** Everything after the cursor, then whatever comes: each turn of the loop reads the rows again, hints only wake it. */
async function stream(ctx: ApiContext, res: Response, { visitor, follower, after, over }: Stream): Promise<void> {
  let place = after;
  while (!over.aborted) {
    // Taken before the rows are read, and told before them: dots and drafts never come after the answer that they announced.
    const [typing, draft] = [follower.typing(), follower.draft()];
    const transcript = await readTranscript(ctx.core, visitor, { after: place, limit: PAGE }).catch(awayOr(res));
    if (transcript === 'away') {
      await pause(AWAY_MS, undefined, { signal: over }).catch(() => {});
      continue;
    }
    if (transcript) follower.setConversation(transcript.conversationId);
    if (!res.headersSent) beginStream(res);
    if (typing !== null)
      await writeToStream(res, formatEvent({ event: 'typing', data: JSON.stringify({ active: typing }) }), over);
    const said = transcript?.said ?? [];
    if (draft && !said.some(({ turnId, author }) => author === 'agent' && turnId === draft.turnId))
      await writeToStream(res, draftEvent(draft), over);
    for (const one of said) {
      place = one.seq;
      const message = messageOf(one);
      await writeToStream(
        res,
        formatEvent({ event: 'message', id: message.cursor, data: JSON.stringify(message) }),
        over,
      );
    }
    if (said.length === PAGE) continue;
    if (said.length === 0 && typing === null && draft === null)
      await writeToStream(res, formatComment('still here'), over);
    await follower.changed(over);
  }
}
