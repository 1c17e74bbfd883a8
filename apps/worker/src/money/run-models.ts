import type { ModelPort } from '@parley/agent/models/model-port';
import type { Router, RunModel } from '@parley/agent/models/router';
import type { Ctx } from '@parley/core/ctx';
import type { Allowance } from '@parley/core/money/allowance';
import type { CostPurpose } from '@parley/shared/cost';
import { openAccounts } from './accounts.ts';
import { openPurse, type Spender } from './budget-purse.ts';
import { openPrices } from './organisation-prices.ts';
import { openSharedQuota } from './shared-quota.ts';

export type Models = {
  /** Who answers agents that name no model. */
  label: string;
  demo: boolean;
  /** The models of one run: its organisation's accounts and prices, and what its claim lets it spend. */
  forRun(spender: Spender, allowance: Allowance | null, purpose: CostPurpose): RunModel;
};

export function openModels(core: Ctx, router: Router): Models {
  const accounts = openAccounts(core);
  const prices = openPrices(core);
  const quota = openSharedQuota(core);
  return {
    label: router.label,
    demo: router.demo,
    forRun: (spender, allowance, purpose) =>
      router.forRun({
        orgId: spender.orgId,
        connection: (id) => accounts(spender.orgId, id),
        priceOf: prices(spender.orgId),
        purse: openPurse(core, spender, allowance),
        quota,
        purpose,
      }),
  };
}

/** A model that is given costs what it says itself. */
export const onlyModel = (model: ModelPort): Models => ({
  label: model.label,
  demo: model.demo,
  forRun: () => ({ ...model, call: (...asked) => model.call(...asked), lost: () => [] }),
});
