import { createOrganisation } from '@parley/core/organisations/create-organisation';
import { switchOrganisation } from '@parley/core/people/switch-organisation';
import { createOrganisation as createEndpoint } from '@parley/shared/contract/organisations';
import { implement } from '../../http/route.ts';

export const createOrganisationRoute = implement(createEndpoint)(async (ctx, { caller, body }) => {
  const { user, requestId, address } = caller;
  const founder = { actor: { kind: 'user', id: user.id }, requestId, address } as const;
  const organisation = await createOrganisation(ctx.core, founder, {
    name: body.name,
    timeZone: body.time_zone,
    isDemo: ctx.config.mode === 'demo',
  });
  await switchOrganisation(ctx.lookup, { sessionId: user.sessionId, userId: user.id, orgId: organisation.id });
  return { status: 201, body: organisation };
});
