import { readOrganisation } from '@parley/core/organisations/read-organisation';
import { readOrganisation as readEndpoint } from '@parley/shared/contract/organisations';
import { implement } from '../../http/route.ts';

export const readOrganisationRoute = implement(readEndpoint)(async (ctx, { caller }) => ({
  status: 200,
  body: await readOrganisation(ctx.core, caller.as.orgId),
}));
