import { listChannels } from '@parley/core/channels/list-channels';
import { listChannels as listEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const listChannelsRoute = implement(listEndpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listChannels(ctx.core, caller.as.orgId, { ...query, publicUrl: ctx.config.publicUrl }),
}));
