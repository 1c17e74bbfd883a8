import { readAgent } from '@parley/core/agents/read-agent';
import { readAgent as readEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const readAgentRoute = implement(readEndpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await readAgent(ctx.core, caller.as, params),
}));
