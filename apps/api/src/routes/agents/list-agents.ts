import { listAgents } from '@parley/core/agents/list-agents';
import { listAgents as listEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const listAgentsRoute = implement(listEndpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listAgents(ctx.core, caller.as, query),
}));
