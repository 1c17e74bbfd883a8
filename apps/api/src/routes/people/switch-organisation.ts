import { switchOrganisation } from '@parley/core/people/switch-organisation';
import { switchOrganisation as switchEndpoint } from '@parley/shared/contract/organisations';
import { implement } from '../../http/route.ts';

export const switchOrganisationRoute = implement(switchEndpoint)(async (ctx, { caller: { user }, body }) => {
  const entering = { sessionId: user.sessionId, userId: user.id, orgId: body.organisation_id };
  const role = await switchOrganisation(ctx.lookup, entering);
  return { status: 200, body: { organisation_id: body.organisation_id, role } };
});
