import { changeMemberRole } from '@parley/core/members/change-member-role';
import { changeMemberRole as changeEndpoint } from '@parley/shared/contract/members';
import { implement } from '../../http/route.ts';

export const changeMemberRoleRoute = implement(changeEndpoint)(async (ctx, { caller, params, body }) => ({
  status: 200,
  body: await changeMemberRole(ctx.core, caller.as, { userId: params.user_id, role: body.role }),
}));
