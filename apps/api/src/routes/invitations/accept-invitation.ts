import { acceptInvitation } from '@parley/core/invitations/accept-invitation';
import { switchOrganisation } from '@parley/core/people/switch-organisation';
import { acceptInvitation as acceptEndpoint } from '@parley/shared/contract/members';
import { implement } from '../../http/route.ts';

export const acceptInvitationRoute = implement(acceptEndpoint)(async (ctx, { caller, body }) => {
  const { user, requestId, address } = caller;
  const joining = { guest: user, token: body.token };
  const { orgId, role } = await acceptInvitation(ctx.core, ctx.lookup, { requestId, address }, joining);
  // Who joins wants to be there; whoever belongs elsewhere too can switch back.
  await switchOrganisation(ctx.lookup, { sessionId: user.sessionId, userId: user.id, orgId });
  return { status: 200, body: { organisation_id: orgId, role } };
});
