import type { ModelPort } from '@parley/agent/models/model-port';
import type { Router, RunModel } from '@parley/agent/models/router';
import type { Ctx } from '@parley/core/ctx';
import { type Allowance, returnAllowance } from '@parley/core/money/allowance';
import type { CostPurpose } from '@parley/shared/cost';
import { openAccounts } from './accounts.ts';
import { type Claimed, openPurse, type Spender } from './budget-purse.ts';
import { openPrices } from './organisation-prices.ts';
import { openSharedQuota } from './shared-quota.ts';

export type Models = {
  /** Who answers agents that name no model. */
  label: string;
  demo: boolean;
  /** The models of one run: its organisation's accounts and prices, and what its claim lets it spend. */
  forRun(spender: Spender, allowance: Allowance | null): RunModel;
  /** The same for a run that no claim stands behind. When it is over, `done` gives back what it had set aside. */
  forReplay(spender: Spender): RunModel & { done(): Promise<void> };
};

export function openModels(core: Ctx, router: Router): Models {
  const accounts = openAccounts(core);
  const prices = openPrices(core);
  const quota = openSharedQuota(core);
  const open = (spender: Spender, claimed: Claimed, purpose: CostPurpose) =>
    router.forRun({
      orgId: spender.orgId,
      connection: (id) => accounts(spender.orgId, id),
      priceOf: prices(spender.orgId),
      purse: openPurse(core, spender, claimed),
      quota,
      purpose,
    });
  return {
    label: router.label,
    demo: router.demo,
    forRun: (spender, allowance) => open(spender, allowance, 'answer'),
    forReplay: (spender) => ({
      ...open(spender, 'unasked', 'replay'),
      done: () => returnAllowance(core, spender.orgId, spender.holder),
    }),
  };
}

/** A model that is given costs what it says itself. */
export function onlyModel(model: ModelPort): Models {
  const only: RunModel = { ...model, call: (...asked) => model.call(...asked), lost: () => [] };
  return {
    label: model.label,
    demo: model.demo,
    forRun: () => only,
    forReplay: () => ({ ...only, done: async () => {} }),
  };
}
