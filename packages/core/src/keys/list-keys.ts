import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { type ApiKey, KEY_COLUMNS, presentKey } from './present-key.ts';

/** All keys of the organisation, also ended ones, newest first: an id begins with its time. */
export async function listKeys(ctx: Ctx, as: As, { limit, starting_after }: PageQuery): Promise<Page<ApiKey>> {
  const after = idCursor(starting_after);
  const rows = await ctx.db.inOrg(as.orgId, (tx) =>
    tx.apiKey.findMany({
      where: { orgId: as.orgId, ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: KEY_COLUMNS,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: presentKey });
}
