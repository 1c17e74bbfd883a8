import { readChannel } from '@parley/core/channels/read-channel';
import { readChannel as readEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const readChannelRoute = implement(readEndpoint)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await readChannel(ctx.core, caller.as.orgId, { ...params, publicUrl: ctx.config.publicUrl }),
}));
