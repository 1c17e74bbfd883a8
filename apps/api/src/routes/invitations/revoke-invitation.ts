import { revokeInvitation } from '@parley/core/invitations/revoke-invitation';
import { revokeInvitation as revokeEndpoint } from '@parley/shared/contract/members';
import { implement } from '../../http/route.ts';

export const revokeInvitationRoute = implement(revokeEndpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await revokeInvitation(ctx.core, caller.as, params),
}));
