import type { Price } from '@parley/shared/contract/money';
import { ParleyError } from '@parley/shared/errors';

export type PriceRow = {
  ref: string;
  inputMicros: bigint | null;
  cachedInputMicros: bigint | null;
  outputMicros: bigint | null;
  segmentMicros: bigint | null;
  updatedAt: Date;
};

const number = (micros: bigint | null): number | null => (micros === null ? null : Number(micros));

export const priceView = (row: PriceRow): Price => ({
  ref: row.ref,
  input_micros: number(row.inputMicros),
  cached_input_micros: number(row.cachedInputMicros),
  output_micros: number(row.outputMicros),
  segment_micros: number(row.segmentMicros),
  source: 'organisation',
  as_of: row.updatedAt.toISOString().slice(0, 10),
});

export const noSuchPrice = () =>
  new ParleyError(
    'not_found',
    'no_such_price',
    'The organisation has not named a price of its own for this. GET /v1/prices lists them.',
  );
