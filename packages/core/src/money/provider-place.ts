import { type PlaceRequest, takeProviderPlace as takePlace } from '@parley/db/hot/provider-quota';
import type { Ctx } from '../ctx.ts';

/** A place among a minute's requests to a provider; 0, or in how many milliseconds there will be one. */
export const takeProviderPlace = (ctx: Pick<Ctx, 'hot'>, request: PlaceRequest): Promise<number> =>
  takePlace(ctx.hot, request);
