import type { OrgTx } from '@parley/db/client';
import type { Service } from '@parley/shared/contract/calendar';
import { ParleyError } from '@parley/shared/errors';
import { amountOf, centsOf } from '@parley/shared/money';

type Row = NonNullable<Awaited<ReturnType<OrgTx['service']['findUnique']>>>;

export const serviceView = (row: Row): Service => ({
  id: row.id,
  name: row.name,
  minutes: row.minutes,
  price: row.priceCents === null ? null : amountOf(row.priceCents),
  currency: row.currency,
  active: row.active,
  created_at: row.createdAt.toISOString(),
});

export type Price = { amount: string; currency: string } | null;

export const priceColumns = (price: Price) => ({
  priceCents: price && centsOf(price.amount),
  currency: price?.currency ?? null,
});

export const nameTaken = (what: 'service' | 'resource') =>
  new ParleyError('conflict', 'name_taken', `Another ${what} has this name already. Give this one another.`, {
    param: 'name',
  });

export const noSuchService = () =>
  new ParleyError('not_found', 'no_such_service', 'There is no service with this id. GET /v1/services lists them.');
