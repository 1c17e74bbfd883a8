import { ingestTurn } from '@parley/core/turns/ingest-turn';
import { sendChatMessage } from '@parley/shared/contract/chat';
import { traceparentOf } from '../../http/request-scope.ts';
import { implement } from '../../http/route.ts';
import { visitorOf } from './present.ts';
import { preferredWaitMs, waitForTurn } from './wait-for-turn.ts';

export const sendMessage = implement(sendChatMessage)(async (ctx, { visitor: claims, body, req, res }) => {
  const turn = await ingestTurn(ctx.core, {
    orgId: claims.orgId,
    channelId: claims.channelId,
    point: { kind: 'web_chat', address: claims.visitorId },
    externalId: body.id,
    text: body.text,
    clientId: body.id,
    traceparent: traceparentOf(res),
  });
  const { status, replies } = await waitForTurn(ctx, visitorOf(claims), turn, preferredWaitMs(req.headers.prefer), res);
  return {
    status: 202,
    body: {
      message_id: turn.messageId,
      turn_id: turn.turnId,
      conversation_id: turn.conversationId,
      duplicate: turn.duplicate,
      status,
      replies,
    },
  };
});
