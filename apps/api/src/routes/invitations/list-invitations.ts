import { listInvitations } from '@parley/core/invitations/list-invitations';
import { listInvitations as listEndpoint } from '@parley/shared/contract/members';
import { implement } from '../../http/route.ts';

export const listInvitationsRoute = implement(listEndpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listInvitations(ctx.core, caller.as.orgId, query),
}));
