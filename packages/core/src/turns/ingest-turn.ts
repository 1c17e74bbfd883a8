import { createHash } from 'node:crypto';
import { groupCommit } from '@parley/db/hot/group-commit';
import {
  type IngestEnding,
  type Ingested,
  type IngestRow,
  type IngestRules,
  ingestTurns,
} from '@parley/db/hot/ingest-turn';
import { ParleyError } from '@parley/shared/errors';
import { BURSTS, LANE_LIMITS } from '@parley/shared/lane-limits';
import type { LiveHint } from '@parley/shared/live-hint';
import { unstorable } from '@parley/shared/storable-text';
import { withSpan } from '@parley/telemetry/trace';
import { audienceOf } from '../conversations/audience.ts';
import type { Ctx } from '../ctx.ts';
import { laneLost } from './lane-lost.ts';

export type { Ingested };

export type Inbound = {
  orgId: string;
  channelId: string;
  /** Where the contact can be recognised: a chat visitor's id, a phone number. */
  point: { kind: 'web_chat' | 'sms' | 'api'; address: string };
  /** The sender's own id of the event: a second delivery has effect once. */
  externalId: string;
  text: string;
  clientId: string | null;
  traceparent: string | null;
  /** Batch work waits in lanes of its own, and takes no slot that a person waits for. */
  class?: 'interactive' | 'batch';
};

export const REJECT_NOTICE =
  'I am still answering your last message. Please wait for that answer, then write again: I could not take this one.';

const RULES: IngestRules = {
  maxWaiting: LANE_LIMITS.maxWaiting,
  maxInterruptions: LANE_LIMITS.maxInterruptions,
  reject: { notice: REJECT_NOTICE, everyMs: LANE_LIMITS.rejectNoticeMs },
  burst: BURSTS,
};

/** Events that come at the same time share a commit. */
const ingestRow = groupCommit<IngestRow, IngestEnding>((db, rows) => ingestTurns(db, rows, RULES));

/** Takes an event in, once, durably; when this returns it may be acknowledged. */
export async function ingestTurn(ctx: Ctx, inbound: Inbound): Promise<Ingested> {
  if (unstorable(inbound.text)) {
    throw new ParleyError(
      'invalid_request',
      'text_not_storable',
      'The text holds characters that are not text (NUL or half a surrogate pair). Remove them and send it again.',
      { param: 'text' },
    );
  }
  const turn = await withSpan('ingest turn', {}, () => ingestRow(ctx.hot, rowOf(ctx, inbound)));
  if (turn === 'lane_full') {
    throw new ParleyError(
      'rate_limited',
      'too_many_waiting',
      'Too many messages of this conversation still wait for an answer. Send the next one after some of them are answered.',
    );
  }
  if (turn === 'no_channel') {
    throw new ParleyError('not_found', 'no_such_channel', 'This chat is no longer there. Ask the site’s owner.');
  }
  // A duplicate rings too: its first delivery may have committed and lost its ring.
  ctx.ring('lanes.take');
  if (turn.leaves) ctx.ring('replies.send');
  if (turn.tells) ctx.ring('post.send');
  if (turn.dueInMs !== null) ringLater(ctx, turn.dueInMs);
  if (!turn.duplicate) ctx.live(hintOf(inbound, turn));
  if (turn.lostFence !== null) ctx.live(laneLost(inbound.orgId, turn.conversationId, turn.lostFence));
  return turn;
}

/** By then the row is due: what comes before it finds nothing. A process that dies with its timers costs a second. */
const CLOCKS_DIFFER_MS = 5;
const ringLater = (ctx: Ctx, dueInMs: number) =>
  void setTimeout(() => ctx.ring('lanes.take'), dueInMs + CLOCKS_DIFFER_MS).unref();

const rowOf = (ctx: Ctx, inbound: Inbound): IngestRow => ({
  orgId: inbound.orgId,
  channelId: inbound.channelId,
  source: inbound.channelId,
  keyHash: createHash('sha256').update(`${inbound.point.address}\n${inbound.externalId}`).digest(),
  point: inbound.point,
  text: inbound.text,
  clientId: inbound.clientId,
  traceparent: inbound.traceparent,
  class: inbound.class ?? 'interactive',
  at: ctx.now(),
  ids: {
    contact: ctx.newId('contact'),
    conversation: ctx.newId('conversation'),
    turn: ctx.newId('turn'),
    message: ctx.newId('message'),
    reply: ctx.newId('reply'),
  },
});

const hintOf = ({ orgId, channelId, point }: Inbound, { conversationId, opened }: Ingested): LiveHint =>
  opened
    ? { kind: 'conversation_opened', orgId, audience: audienceOf(orgId, channelId, point.address) }
    : { kind: 'conversation', orgId, conversationId };
