import { addNumber } from '@parley/core/channels/add-number';
import { addNumber as addEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const addNumberRoute = implement(addEndpoint)(async (ctx, { caller, body }) => ({
  status: 201,
  body: await addNumber(ctx.core, caller.as, {
    name: body.name,
    number: body.number,
    agentId: body.agent_id,
    connectionId: body.connection_id,
    publicUrl: ctx.config.publicUrl,
  }),
}));
