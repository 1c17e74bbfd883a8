import type { Queryable } from '@parley/db/pools';
import type { Ctx } from '../ctx.ts';
import { findSmsDoor, type SmsDoor } from './find-sms-door.ts';

type Asked = { connectionId: string; number: string };

export type SmsDoors = (asked: Asked) => Promise<SmsDoor | null>;

/**
 * Looks a door up once for all calls that come while it is being looked up: a carrier brings many texts to one number. Kept
 * no longer than that: a token that was taken away is good for nothing a moment later.
 */
export function createSmsDoors(lookup: Queryable, ctx: Pick<Ctx, 'secrets'>): SmsDoors {
  const underWay = new Map<string, Promise<SmsDoor | null>>();
  return (asked) => {
    const key = `${asked.connectionId} ${asked.number}`;
    const known = underWay.get(key);
    if (known) return known;
    const found = findSmsDoor(lookup, ctx, asked).finally(() => underWay.delete(key));
    underWay.set(key, found);
    return found;
  };
}
