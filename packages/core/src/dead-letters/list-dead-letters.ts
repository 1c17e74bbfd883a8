import type { DeadLetter } from '@parley/shared/contract/dead-letters';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { lettersOf } from './view.ts';

type Query = PageQuery & { waiting?: 'true' | undefined };

/** Newest first. */
export async function listDeadLetters(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, waiting }: Query,
): Promise<Page<DeadLetter>> {
  const before = idCursor(starting_after);
  const letters = await ctx.db.inOrg(orgId, async (tx) => {
    const rows = await tx.deadLetter.findMany({
      where: { orgId, ...(waiting && { redrivenAt: null }), ...(before !== null && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    return lettersOf(tx, orgId, rows);
  });
  return pageOf(letters, limit, { cursor: ({ id }) => id, view: (letter) => letter });
}
