import { createTeam } from '@parley/core/teams/create-team';
import { createTeam as createEndpoint } from '@parley/shared/contract/teams';
import { implement } from '../../http/route.ts';

export const createTeamRoute = implement(createEndpoint)(async (ctx, { caller, body }) => ({
  status: 201,
  body: await createTeam(ctx.core, caller.as, body),
}));
