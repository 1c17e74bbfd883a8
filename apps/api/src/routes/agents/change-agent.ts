import { changeAgent } from '@parley/core/agents/change-agent';
import { changeAgent as changeEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const changeAgentRoute = implement(changeEndpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await changeAgent(ctx.core, caller.as, { ...body, id: params.id }),
}));
