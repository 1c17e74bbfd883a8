import type { RunOfModels } from '@parley/agent/models/run-of-models';
import type { Ctx } from '@parley/core/ctx';
import { readModelPrices } from '@parley/core/money/model-prices';
import type { NamedPrice } from '@parley/shared/cost';
import { listPrice } from '@parley/shared/model-prices';
import { MONEY_LIMITS } from '@parley/shared/money-limits';

type Known = { until: number; prices: Promise<Map<string, NamedPrice>> };

/** An organisation's own price for a model, else the list's. Prices are read anew every few seconds, not with every call. */
export function openPrices(core: Pick<Ctx, 'hot' | 'now'>): (orgId: string) => RunOfModels['priceOf'] {
  const known = new Map<string, Known>();

  function pricesOf(orgId: string): Promise<Map<string, NamedPrice>> {
    const now = core.now().getTime();
    const kept = known.get(orgId);
    if (kept && kept.until > now) return kept.prices;
    if (known.size > 1_000) known.clear();
    const prices = readModelPrices(core, orgId).then(
      (rows) => new Map(rows.map(({ ref, ...price }) => [ref, { ...price, source: 'organisation' }])),
    );
    known.set(orgId, { until: now + MONEY_LIMITS.pricesForMs, prices });
    prices.catch(() => known.delete(orgId));
    return prices;
  }

  return (orgId) =>
    async ({ ref, provider, model }) => {
      // Nobody is paid where no language model is called.
      if (provider === 'demo') return listPrice(provider, model);
      const price = (await pricesOf(orgId)).get(ref) ?? listPrice(provider, model);
      if (price) return price;
      // Whoever sees that a model has no price names one: it counts with the next call.
      known.delete(orgId);
      return (await pricesOf(orgId)).get(ref) ?? null;
    };
}
