import { createHash } from 'node:crypto';
import { DELIVERY_STATES, type DeliveryState } from '@parley/channels/carrier';
import { recordCarrierOptOut } from '@parley/db/hot/record-consent';
import { type Reported, recordReport as recordRow } from '@parley/db/hot/record-report';
import type { Ctx } from '../ctx.ts';

export type Report = {
  orgId: string;
  channelId: string;
  /** As they stand in the address that the report came to. */
  replyId: string;
  part: number;
  parts: number;
  carrierId: string;
  state: DeliveryState;
  errorCode: string | null;
  /** The carrier says that the person has told it STOP. */
  optedOut: boolean;
};

/** How many states lead on to others; the rest are ends, and none comes after another. */
const PASSING = DELIVERY_STATES.indexOf('delivered');

/** Takes in what a carrier says about a text, once. Late or repeated, it never leads back. */
export async function recordReport(ctx: Ctx, report: Report): Promise<Reported | null> {
  const { orgId, carrierId, state, optedOut, ...text } = report;
  const reported = await recordRow(ctx.hot, {
    ...text,
    orgId,
    carrierId,
    state,
    keyHash: createHash('sha256').update(`${carrierId}\n${state}`).digest(),
    states: DELIVERY_STATES,
    passing: PASSING,
    deliveryId: ctx.newId('delivery'),
    at: ctx.now(),
  });
  if (!reported) return null;
  const { conversationId, changed } = reported;
  if (optedOut)
    await recordCarrierOptOut(ctx.hot, { orgId, conversationId, at: ctx.now(), auditId: ctx.newId('auditEntry') });
  if (changed) ctx.ring('replies.send');
  ctx.live({ kind: 'conversation', orgId, conversationId });
  return reported;
}
