import { setAgentStatus } from '@parley/core/agents/set-agent-status';
import { setAgentStatus as setEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const setAgentStatusRoute = implement(setEndpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await setAgentStatus(ctx.core, caller.as, { ...body, id: params.id }),
}));
