import { changeOrganisation } from '@parley/core/organisations/change-organisation';
import { changeOrganisation as changeEndpoint } from '@parley/shared/contract/organisations';
import { implement } from '../../http/route.ts';

export const changeOrganisationRoute = implement(changeEndpoint)(async (ctx, { caller, body }) => ({
  status: 200,
  body: await changeOrganisation(ctx.core, caller.as, body),
}));
