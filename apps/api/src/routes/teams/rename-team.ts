import { renameTeam } from '@parley/core/teams/rename-team';
import { renameTeam as renameEndpoint } from '@parley/shared/contract/teams';
import { implement } from '../../http/route.ts';

export const renameTeamRoute = implement(renameEndpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await renameTeam(ctx.core, caller.as, { id: params.id, name: body.name }),
}));
