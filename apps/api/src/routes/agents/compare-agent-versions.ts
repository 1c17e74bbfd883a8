import { compareAgentVersions } from '@parley/core/agents/compare-agent-versions';
import { compareAgentVersions as compareEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const compareAgentVersionsRoute = implement(compareEndpoint)(async (ctx, { caller, params, query }) => ({
  status: 200,
  body: await compareAgentVersions(ctx.core, caller.as.orgId, { ...params, since: query.since }),
}));
