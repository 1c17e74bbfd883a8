import { switchFeature } from '@parley/core/organisations/switch-feature';
import { switchFeature as endpoint } from '@parley/shared/contract/plan';
import { implement } from '../../http/route.ts';

export const switchFeatureRoute = implement(endpoint)(async (ctx, { caller, body }) => ({
  status: 200,
  body: await switchFeature(ctx.core, caller.as, body),
}));
