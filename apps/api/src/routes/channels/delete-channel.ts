import { deleteChannel } from '@parley/core/channels/delete-channel';
import { deleteChannel as deleteEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const deleteChannelRoute = implement(deleteEndpoint)(async (ctx, { caller, params }) => {
  await deleteChannel(ctx.core, caller.as, params);
  return { status: 200, body: { deleted: true } };
});
