import { listMembers } from '@parley/core/members/list-members';
import { listMembers as listEndpoint } from '@parley/shared/contract/members';
import { implement } from '../../http/route.ts';

export const listMembersRoute = implement(listEndpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listMembers(ctx.core, caller.as.orgId, query),
}));
