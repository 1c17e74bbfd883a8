import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

const take = statement<{ wait_ms: number }>(
  'take_provider_place',
  'select take_provider_place($1, $2, $3, $4, $5) as wait_ms',
);

export type PlaceRequest = {
  /** The account and the model. */
  key: string;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  tokens: number;
  /** What earlier requests took more, or less, than was thought. */
  correction: number;
};

/** Takes a place among a minute's requests; 0, or in how many milliseconds there will be one. */
export async function takeProviderPlace(db: Queryable, request: PlaceRequest): Promise<number> {
  const { key, requestsPerMinute, tokensPerMinute, tokens, correction } = request;
  const [row] = await take(db, [key, requestsPerMinute, tokensPerMinute, tokens, correction]);
  return row?.wait_ms ?? 0;
}

const forget = statement<unknown>(
  'forget_provider_places',
  "delete from provider_quota where at < clock_now() - interval '1 hour'",
);

export const forgetProviderPlaces = (db: Queryable): Promise<unknown> => forget(db, []);
