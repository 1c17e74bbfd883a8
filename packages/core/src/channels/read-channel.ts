import type { ChannelView } from '@parley/shared/contract/channels';
import type { Ctx } from '../ctx.ts';
import { channelView, readChannelRow } from './view.ts';

export type ChannelPlace = { id: string; publicUrl: string };

export const readChannel = (ctx: Ctx, orgId: string, { id, publicUrl }: ChannelPlace): Promise<ChannelView> =>
  ctx.db.inOrg(orgId, async (tx) => channelView(await readChannelRow(tx, orgId, id), publicUrl));
