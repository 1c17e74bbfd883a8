import { removeTeamMember } from '@parley/core/teams/remove-team-member';
import { removeTeamMember as removeEndpoint } from '@parley/shared/contract/teams';
import { implement } from '../../http/route.ts';

export const removeTeamMemberRoute = implement(removeEndpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await removeTeamMember(ctx.core, caller.as, { id: params.id, userId: params.user_id }),
}));
