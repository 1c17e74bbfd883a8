import { createHash } from 'node:crypto';
import type { ConsentWord } from '@parley/channels/consent-word';
import { type ConsentRecorded, recordConsent as recordRow } from '@parley/db/hot/record-consent';
import { ParleyError } from '@parley/shared/errors';
import { withSpan } from '@parley/telemetry/trace';
import { audienceOf } from '../conversations/audience.ts';
import type { Ctx } from '../ctx.ts';
import { laneLost } from '../turns/lane-lost.ts';
import { CONSENT_REPLIES } from './words.ts';

export type { ConsentRecorded };

export type InboundConsent = {
  orgId: string;
  channelId: string;
  point: { kind: 'sms'; address: string };
  /** The sender's own id of the event: a second delivery has effect once. */
  externalId: string;
  word: ConsentWord;
  text: string;
  /** The carrier has answered already: nothing is said twice. */
  answeredByCarrier: boolean;
  traceparent: string | null;
};

/**
 * STOP, HELP and START, before any model. When this returns after STOP nothing begins to leave for the person any more, and
 * what had been waiting for them has ended.
 */
export async function recordConsent(ctx: Ctx, inbound: InboundConsent): Promise<ConsentRecorded> {
  const { orgId, channelId, point, word } = inbound;
  const recorded = await withSpan('record consent', {}, () =>
    recordRow(ctx.hot, {
      ...{ orgId, channelId, point, word, text: inbound.text, traceparent: inbound.traceparent, at: ctx.now() },
      keyHash: createHash('sha256').update(`${point.address}\n${inbound.externalId}`).digest(),
      reply: inbound.answeredByCarrier ? null : CONSENT_REPLIES[word],
      ids: {
        contact: ctx.newId('contact'),
        conversation: ctx.newId('conversation'),
        turn: ctx.newId('turn'),
        message: ctx.newId('message'),
        reply: ctx.newId('reply'),
        audit: ctx.newId('auditEntry'),
      },
    }),
  );
  if (recorded === 'no_channel') {
    throw new ParleyError('not_found', 'no_such_channel', 'This number is no longer there. Ask its owner.');
  }
  // A duplicate rings too: its first delivery may have committed and lost its ring.
  ctx.ring('replies.send');
  // Turns that ended with it: what tells of them goes with the next look.
  ctx.ring('post.send');
  if (recorded.lostFence !== null) ctx.live(laneLost(orgId, recorded.conversationId, recorded.lostFence));
  if (!recorded.duplicate) ctx.live(hintOf(inbound, recorded));
  return recorded;
}

const hintOf = ({ orgId, channelId, point }: InboundConsent, { conversationId, opened }: ConsentRecorded) =>
  opened
    ? ({ kind: 'conversation_opened', orgId, audience: audienceOf(orgId, channelId, point.address) } as const)
    : ({ kind: 'conversation', orgId, conversationId } as const);
