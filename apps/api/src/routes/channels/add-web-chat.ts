import { addWebChat } from '@parley/core/channels/add-web-chat';
import { addWebChat as addEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const addWebChatRoute = implement(addEndpoint)(async (ctx, { caller, body }) => ({
  status: 201,
  body: await addWebChat(ctx.core, caller.as, {
    name: body.name,
    agentId: body.agent_id,
    allowedOrigins: body.allowed_origins,
    publicUrl: ctx.config.publicUrl,
  }),
}));
