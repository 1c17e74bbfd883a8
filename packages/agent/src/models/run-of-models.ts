import type { CostPurpose, NamedPrice } from '@parley/shared/cost';
import { listPrice } from '@parley/shared/model-prices';
import type { Candidate, ConnectedAccount } from './candidates.ts';
import { ProviderError } from './provider-error.ts';
import { OPEN_PURSE, type Purse } from './purse.ts';
import { NO_QUOTA, type Quota } from './quota.ts';

/** All that differs between the runs of one process where models are asked: whose accounts, prices and money. */
export type RunOfModels = {
  orgId: string;
  /** Opens an account of the organisation; fails with a `ProviderError` where there is none. */
  connection(id: string): Promise<ConnectedAccount>;
  /** Null: nobody has named one. */
  priceOf(model: Pick<Candidate, 'ref' | 'provider' | 'model'>): Promise<NamedPrice | null>;
  purse: Purse;
  quota: Quota;
  purpose: CostPurpose;
};

/** A run of nobody in particular: list prices, no budget, no accounts but the installation's. */
export const PLAIN_RUN: RunOfModels = {
  orgId: '',
  connection: async () => {
    throw new ProviderError('models', 'there are no accounts here', { status: null, retryable: false });
  },
  priceOf: async ({ provider, model }) => listPrice(provider, model),
  purse: OPEN_PURSE,
  quota: NO_QUOTA,
  purpose: 'answer',
};
