import type { Price } from '@parley/shared/contract/money';
import { MODEL_PRICES, PRICES_AS_OF } from '@parley/shared/model-prices';
import type { Ctx } from '../ctx.ts';
import { type PriceRow, priceView } from './price-view.ts';

/** What an organisation pays: its own prices, and the list's for every other model that the list knows. */
export const listPrices = (ctx: Ctx, orgId: string): Promise<Price[]> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const own = (await tx.modelPrice.findMany({ where: { orgId }, orderBy: { ref: 'asc' } })).map((row: PriceRow) =>
      priceView(row),
    );
    const refs = new Set(own.map(({ ref }) => ref));
    const listed = Object.entries(MODEL_PRICES)
      .filter(([ref]) => !refs.has(ref))
      .map(([ref, { input, cachedInput, output }]) => ({
        ref,
        input_micros: input,
        cached_input_micros: cachedInput,
        output_micros: output,
        segment_micros: null,
        source: 'list' as const,
        as_of: PRICES_AS_OF,
      }));
    return [...own, ...listed];
  });
