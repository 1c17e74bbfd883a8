import { listAgentVersions } from '@parley/core/agents/list-agent-versions';
import { listAgentVersions as listEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const listAgentVersionsRoute = implement(listEndpoint)(async (ctx, { caller, params, query }) => ({
  status: 200,
  body: await listAgentVersions(ctx.core, caller.as.orgId, { ...query, id: params.id }),
}));
