import { setTimeout as pause } from 'node:timers/promises';
import { formatEvent, formatRetry } from '@parley/channels/web-chat/sse';
import { CHANGE_AREAS } from '@parley/shared/change-areas';
import { followChanges as endpoint, type LiveChange } from '@parley/shared/contract/live';
import { ParleyError } from '@parley/shared/errors';
import type { Request, Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { callerOf } from '../../http/caller.ts';
import { overOf } from '../../http/over.ts';
import { implement } from '../../http/route.ts';
import { isStoreAway } from '../../http/store-away.ts';
import type { MemberCaller } from '../../http/who.ts';
import type { ChangeFollower, Heard } from '../../live/change-hub.ts';

const RETRY_MS = 1_000;
const AWAY_MS = 1_000;
/** What comes within this time is told together: a burst of changes costs each open page one look at who may hear it. */
const GATHER_MS = 200;
/** In a busy organisation something is said all the time: a page hears of it so often and no oftener. */
const SELDOM_MS = 500;
const LONGEST_MS = 3_600_000;
const MOST_STREAMS = 5_000;
const MOST_STREAMS_OF_ONE = 20;

export const followChangesRoute = implement(endpoint)(async (ctx, { caller, req, res }) => {
  const { orgId, actor } = caller.as;
  refuseTooMany(ctx, actor.id);
  res.locals.streamed = true;
  const over = overOf(res, ctx.closing, LONGEST_MS);
  const follower = ctx.changes.follow({ orgId, person: actor.id });
  try {
    await stream(ctx, { req, res, orgId, follower, over: over.signal });
  } finally {
    follower.stop();
    over.clear();
    res.end();
  }
  return 'streamed';
});

function refuseTooMany({ changes }: ApiContext, person: string): void {
  if (changes.sizeOf(person) >= MOST_STREAMS_OF_ONE) {
    throw new ParleyError('rate_limited', 'too_many_streams', 'You have too many pages open. Close some of them.');
  }
  if (changes.size() >= MOST_STREAMS) {
    throw new ParleyError(
      'unavailable',
      'too_many_streams',
      'Too many pages are open here just now. Read again later.',
    );
  }
}

type Stream = { req: Request; res: Response; orgId: string; follower: ChangeFollower; over: AbortSignal };

/** Who listens is asked anew before each word: a membership, a role, a session or a key that has ended hears no more. */
async function stream(ctx: ApiContext, { req, res, orgId, follower, over }: Stream): Promise<void> {
  let heard: Heard = 'all';
  while (!over.aborted) {
    const member = await standingOf(ctx, req, res);
    if (member === 'away') {
      // The database is: what was heard is kept, and told once it is back.
      await pause(AWAY_MS, undefined, { signal: over }).catch(() => {});
      continue;
    }
    if (member?.as.orgId !== orgId) return;
    if (!res.headersSent) begin(res);
    res.write(formatEvent({ event: 'changed', data: JSON.stringify(changeFor(member, heard)) }));
    const told = performance.now();
    await follower.changed(over);
    await pause(Math.max(GATHER_MS, told + SELDOM_MS - performance.now()), undefined, { signal: over }).catch(() => {});
    const since = follower.heard();
    heard = since !== 'all' && since.size === 0 ? 'all' : since;
  }
}

/** Null: they may not any more. */
async function standingOf(ctx: ApiContext, req: Request, res: Response): Promise<MemberCaller | null | 'away'> {
  try {
    const { caller } = await callerOf(ctx, endpoint, req, res);
    return caller && 'as' in caller ? caller : null;
  } catch (error) {
    if (error instanceof ParleyError) return null;
    if (isStoreAway(error)) return 'away';
    throw error;
  }
}

/** Every change is in the record too. Where someone may not look, they do not hear that something happened. */
function changeFor({ may }: MemberCaller, heard: Heard): LiveChange {
  if (heard === 'all') return { areas: 'all' };
  return { areas: [...new Set([...heard, 'audit' as const])].filter((area) => may(CHANGE_AREAS[area])) };
}

function begin(res: Response): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  res.write(formatRetry(RETRY_MS));
}
