import type { OrgTx } from '@parley/db/client';
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
    const ids = erased.map(({ id }) => id);
    await recordErasedDetails(ctx, tx, as, ids);
    return ids.length;
  });
}

/** Which entries were emptied stands in the record too. */
export async function recordErasedDetails(ctx: Ctx, tx: OrgTx, as: As, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  await audit(ctx, tx, as, {
    action: 'audit.detail_erased',
    target: { kind: 'organisation', id: as.orgId },
    after: { entries: [...entryIds].sort() },
  });
}
