import { changeChannel } from '@parley/core/channels/change-channel';
import { changeChannel as changeEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const changeChannelRoute = implement(changeEndpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await changeChannel(ctx.core, caller.as, {
    id: params.id,
    publicUrl: ctx.config.publicUrl,
    name: body.name,
    agentId: body.agent_id,
    allowedOrigins: body.allowed_origins,
    connectionId: body.connection_id,
    codesFromId: body.codes_from_id,
  }),
}));
