import { createHash } from 'node:crypto';
import { type Ingested, type IngestRow, ingestTurn as ingestRow } from '@parley/db/hot/ingest-turn';
import { ParleyError } from '@parley/shared/errors';
import { unstorable } from '@parley/shared/storable-text';
import { withSpan } from '@parley/telemetry/trace';
import type { Ctx } from '../ctx.ts';

export type { Ingested };

export type Inbound = {
  orgId: string;
  channelId: string;
  /** Where the contact can be recognised: a chat visitor's id, a phone number. */
  point: { kind: 'web_chat'; address: string };
  /** The sender's own id of the event: a second delivery has effect once. */
  externalId: string;
  text: string;
  clientId: string | null;
  traceparent: string | null;
};

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
  if (turn === 'no_channel') {
    throw new ParleyError('not_found', 'no_such_channel', 'This chat is no longer there. Ask the site’s owner.');
  }
  // A duplicate rings too: its first delivery may have committed and lost its ring.
  ctx.ring('lanes.take');
  if (!turn.duplicate) {
    const kind = turn.opened ? 'conversation_opened' : 'conversation';
    ctx.live({ kind, orgId: inbound.orgId, conversationId: turn.conversationId });
  }
  return turn;
}

const rowOf = (ctx: Ctx, inbound: Inbound): IngestRow => ({
  orgId: inbound.orgId,
  channelId: inbound.channelId,
  source: inbound.channelId,
  keyHash: createHash('sha256').update(`${inbound.point.address}\n${inbound.externalId}`).digest(),
  point: inbound.point,
  text: inbound.text,
  clientId: inbound.clientId,
  traceparent: inbound.traceparent,
  at: ctx.now(),
  ids: {
    contact: ctx.newId('contact'),
    conversation: ctx.newId('conversation'),
    turn: ctx.newId('turn'),
    message: ctx.newId('message'),
  },
});
