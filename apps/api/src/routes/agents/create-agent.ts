import { createAgent } from '@parley/core/agents/create-agent';
import { createAgent as createEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const createAgentRoute = implement(createEndpoint)(async (ctx, { caller, body }) => ({
  status: 201,
  body: await createAgent(ctx.core, caller.as, body),
}));
