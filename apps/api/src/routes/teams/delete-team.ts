import { deleteTeam } from '@parley/core/teams/delete-team';
import { deleteTeam as deleteEndpoint } from '@parley/shared/contract/teams';
import { implement } from '../../http/route.ts';

export const deleteTeamRoute = implement(deleteEndpoint)(async (ctx, { caller, params }) => {
  await deleteTeam(ctx.core, caller.as, params);
  return { status: 200, body: { deleted: true } };
});
