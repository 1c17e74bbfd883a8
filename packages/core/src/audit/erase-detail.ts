import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { audit } from './audit.ts';

/**
 * Empties what is personal in entries. The entries stay, and the chain stays whole: it holds only the keyed hash. Answers
 * how many were emptied.
 */
export async function eraseDetail(ctx: Ctx, as: As, { entryIds }: { entryIds: readonly string[] }): Promise<number> {
  return ctx.db.inOrg(as.orgId, async (tx) => {
    const erased = await tx.$queryRaw<{ id: string }[]>`
      update audit_detail set detail = null
      where org_id = ${as.orgId} and entry_id = any(${[...entryIds]}) and detail is not null
      returning entry_id as id`;
    if (erased.length === 0) return 0;
    const ids = erased.map(({ id }) => id).sort();
    await audit(ctx, tx, as, {
      action: 'audit.detail_erased',
      target: { kind: 'organisation', id: as.orgId },
      after: { entries: ids },
    });
    return ids.length;
  });
}
