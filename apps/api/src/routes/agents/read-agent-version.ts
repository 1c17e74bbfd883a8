import { readAgentVersion } from '@parley/core/agents/read-agent-version';
import { readAgentVersion as readEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const readAgentVersionRoute = implement(readEndpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await readAgentVersion(ctx.core, caller.as.orgId, params),
}));
