import { listTeams } from '@parley/core/teams/list-teams';
import { listTeams as listEndpoint } from '@parley/shared/contract/teams';
import { implement } from '../../http/route.ts';

export const listTeamsRoute = implement(listEndpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listTeams(ctx.core, caller.as.orgId, query),
}));
