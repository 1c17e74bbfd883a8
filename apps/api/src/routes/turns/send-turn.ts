import { findApiChannel } from '@parley/core/channels/find-api-channel';
import { ingestTurn } from '@parley/core/turns/ingest-turn';
import { sendTurn } from '@parley/shared/contract/turns';
import { traceparentOf } from '../../http/request-scope.ts';
import { implement } from '../../http/route.ts';
import { preferredWaitMs } from '../chat/wait-for-turn.ts';
import { turnView } from './present.ts';
import { waitForEnd } from './wait-for-end.ts';

export const sendTurnRoute = implement(sendTurn)(async (ctx, { caller, body, req, res }) => {
  const { orgId } = caller.as;
  const turn = await ingestTurn(ctx.core, {
    orgId,
    channelId: await findApiChannel(ctx.core, orgId, body.channel),
    point: { kind: 'api', address: body.contact.external_id },
    externalId: body.id,
    text: body.text,
    clientId: body.id,
    traceparent: traceparentOf(res),
    class: body.priority,
  });
  const read = await waitForEnd(ctx, orgId, turn, { waitMs: preferredWaitMs(req.headers.prefer), res });
  const now = read && turnView(read);
  return {
    status: 202,
    body: {
      turn_id: turn.turnId,
      message_id: turn.messageId,
      conversation_id: turn.conversationId,
      duplicate: turn.duplicate,
      status: now?.status ?? 'waiting',
      reason: now?.reason ?? null,
      replies: now?.replies ?? [],
    },
  };
});
