import { addTeamMember } from '@parley/core/teams/add-team-member';
import { addTeamMember as addEndpoint } from '@parley/shared/contract/teams';
import { implement } from '../../http/route.ts';

export const addTeamMemberRoute = implement(addEndpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await addTeamMember(ctx.core, caller.as, { id: params.id, userId: body.user_id }),
}));
