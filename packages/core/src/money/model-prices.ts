import { type PriceRow, readModelPrices as readRows } from '@parley/db/hot/model-prices';
import type { Ctx } from '../ctx.ts';

/** What an organisation pays for models, where it has said so. */
export const readModelPrices = (ctx: Pick<Ctx, 'hot'>, orgId: string): Promise<PriceRow[]> => readRows(ctx.hot, orgId);
