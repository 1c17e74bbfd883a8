import { ParleyError } from '@parley/shared/errors';
import { idSchema } from '@parley/shared/ids';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { type ApiKey, KEY_COLUMNS, presentKey } from './present-key.ts';

const cursor = idSchema('apiKey');

export type KeyPage = { data: ApiKey[]; has_more: boolean; next_cursor: string | null };

/** All keys of the organisation, also ended ones, newest first: an id begins with its time. */
export async function listKeys(
  ctx: Ctx,
  as: As,
  { limit, after }: { limit: number; after: string | null },
): Promise<KeyPage> {
  if (after !== null && !cursor.safeParse(after).success) {
    throw new ParleyError('invalid_request', 'invalid_cursor', 'Give the `next_cursor` of the page before.', {
      param: 'starting_after',
    });
  }
  const found = await ctx.db.inOrg(as.orgId, (tx) =>
    tx.apiKey.findMany({
      where: { orgId: as.orgId, ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: KEY_COLUMNS,
    }),
  );
  const data = found.slice(0, limit).map(presentKey);
  const hasMore = found.length > limit;
  return { data, has_more: hasMore, next_cursor: hasMore ? (data.at(-1)?.id ?? null) : null };
}
