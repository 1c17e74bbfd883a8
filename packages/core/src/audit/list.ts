import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { cursorOf, type Page, type PageQuery, pageOf, placeOf } from '../page.ts';
import { type AuditEntry, type AuditFilter, presentEntry, readEntries } from './read-entries.ts';

/** Who did what, newest first. */
export async function listAudit(
  ctx: Pick<Ctx, 'db'>,
  as: Pick<As, 'orgId'>,
  { limit, starting_after, ...filter }: PageQuery & AuditFilter,
): Promise<Page<AuditEntry>> {
  const before = placeOf(starting_after);
  const rows = await ctx.db.inOrg(as.orgId, (tx) => readEntries(tx, as, filter, { before, limit: limit + 1 }));
  return pageOf(rows, limit, { cursor: cursorOf, view: presentEntry });
}
