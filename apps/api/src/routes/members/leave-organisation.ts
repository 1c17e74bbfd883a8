import { removeMember } from '@parley/core/members/remove-member';
import { leaveOrganisation } from '@parley/shared/contract/members';
import { implement } from '../../http/route.ts';

export const leaveOrganisationRoute = implement(leaveOrganisation)(async (ctx, { caller, body }) => {
  const { user, requestId, address } = caller;
  const self = { orgId: body.organisation_id, actor: { kind: 'user', id: user.id }, requestId, address } as const;
  await removeMember(ctx.core, self, { userId: user.id });
  return { status: 200, body: { removed: true } };
});
