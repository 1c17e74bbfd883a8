import { removeMember } from '@parley/core/members/remove-member';
import { removeMember as removeEndpoint } from '@parley/shared/contract/members';
import { implement } from '../../http/route.ts';

export const removeMemberRoute = implement(removeEndpoint)(async (ctx, { caller, params }) => {
  await removeMember(ctx.core, caller.as, { userId: params.user_id });
  return { status: 200, body: { removed: true } };
});
