import { addApiChannel } from '@parley/core/channels/add-api-channel';
import { addApiChannel as addEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const addApiChannelRoute = implement(addEndpoint)(async (ctx, { caller, body }) => ({
  status: 201,
  body: await addApiChannel(ctx.core, caller.as, {
    name: body.name,
    agentId: body.agent_id,
    publicUrl: ctx.config.publicUrl,
  }),
}));
