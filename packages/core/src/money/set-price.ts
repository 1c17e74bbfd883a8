import type { Price } from '@parley/shared/contract/money';
import { ParleyError } from '@parley/shared/errors';
import { MONEY_LIMITS } from '@parley/shared/money-limits';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { priceView } from './price-view.ts';

export type GivenPrice =
  | { ref: 'sms'; segment_micros: number }
  | { ref: string; input_micros: number; cached_input_micros: number; output_micros: number };

/** Names what the organisation pays from now on. What was paid before stays as it was written. */
export const setPrice = (ctx: Ctx, as: As, given: GivenPrice): Promise<Price> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    const where = { orgId_ref: { orgId, ref: given.ref } };
    await lockOrganisation(tx, orgId);
    const before = await tx.modelPrice.findUnique({ where });
    if (!before && (await tx.modelPrice.count({ where: { orgId } })) >= MONEY_LIMITS.mostPrices) throw tooMany();
    const data = { ...columnsOf(given), updatedAt: ctx.now() };
    if (before && same(before, data)) return priceView(before);
    const row = await tx.modelPrice.upsert({ where, create: { orgId, ref: given.ref, ...data }, update: data });
    await audit(ctx, tx, as, {
      action: 'price.set',
      target: { kind: 'price', id: given.ref },
      ...(before && { before: micros(priceView(before)) }),
      after: micros(priceView(row)),
    });
    return priceView(row);
  });

type Columns = {
  inputMicros: bigint | null;
  cachedInputMicros: bigint | null;
  outputMicros: bigint | null;
  segmentMicros: bigint | null;
};

const columnsOf = (given: GivenPrice): Columns =>
  'segment_micros' in given
    ? { inputMicros: null, cachedInputMicros: null, outputMicros: null, segmentMicros: BigInt(given.segment_micros) }
    : {
        inputMicros: BigInt(given.input_micros),
        cachedInputMicros: BigInt(given.cached_input_micros),
        outputMicros: BigInt(given.output_micros),
        segmentMicros: null,
      };

const same = (a: Columns, b: Columns): boolean =>
  (['inputMicros', 'cachedInputMicros', 'outputMicros', 'segmentMicros'] as const).every(
    (column) => a[column] === b[column],
  );

const micros = ({ source: _, as_of: __, ref: ___, ...prices }: Price) => prices;

const tooMany = () =>
  new ParleyError(
    'conflict',
    'too_many_prices',
    `An organisation may name ${MONEY_LIMITS.mostPrices} prices. Take one away that is not needed any more.`,
  );
