import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';

/** The channel that a system's own events come in on: the one named, or the only one there is. */
export async function findApiChannel(ctx: Ctx, orgId: string, named: string | undefined): Promise<string> {
  const found = await ctx.db.inOrg(orgId, (tx) =>
    tx.channel.findMany({
      where: { orgId, kind: 'api', ...(named !== undefined && { id: named }) },
      select: { id: true },
      take: 2,
    }),
  );
  const [channel, another] = found;
  if (!channel) throw named === undefined ? noChannel() : noSuchChannel();
  if (another) throw whichChannel();
  return channel.id;
}

const noChannel = () =>
  new ParleyError(
    'conflict',
    'no_api_channel',
    'There is no channel for this yet. Add one with POST /v1/channels/apis.',
    { param: 'channel' },
  );

const noSuchChannel = () =>
  new ParleyError(
    'not_found',
    'no_such_channel',
    'There is no API channel with this id. GET /v1/channels?kind=api lists yours.',
    { param: 'channel' },
  );

const whichChannel = () =>
  new ParleyError(
    'invalid_request',
    'channel_needed',
    'There are several API channels. Say which one is meant: GET /v1/channels?kind=api lists them.',
    { param: 'channel' },
  );
