import type { ChannelView } from '@parley/shared/contract/channels';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { CHANNEL_COLUMNS, channelView } from './view.ts';

export type ChannelQuery = PageQuery & { kind?: ChannelView['kind'] | undefined; publicUrl: string };

/** Newest first; of one kind, or all. */
export async function listChannels(ctx: Ctx, orgId: string, query: ChannelQuery): Promise<Page<ChannelView>> {
  const { limit, starting_after, kind, publicUrl } = query;
  const after = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.channel.findMany({
      where: { orgId, ...(kind && { kind }), ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: CHANNEL_COLUMNS,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: (row) => channelView(row, publicUrl) });
}
