import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type PriceRow = { ref: string; input: number; cachedInput: number; output: number };

const read = statement<{ ref: string; input: string; cached_input: string; output: string }>(
  'model_prices',
  `select ref, input_micros as input, cached_input_micros as cached_input, output_micros as output
  from model_price where org_id = $1 and ref <> 'sms'`,
);

/** What an organisation pays for models, where it has said so. */
export async function readModelPrices(db: Queryable, orgId: string): Promise<PriceRow[]> {
  const rows = await read(db, [orgId]);
  return rows.map(({ ref, input, cached_input, output }) => ({
    ref,
    input: Number(input),
    cachedInput: Number(cached_input),
    output: Number(output),
  }));
}
