import { afterCommit, type OrgTx } from '@parley/db/client';
import { areaOf, type ChangeArea } from '@parley/shared/change-areas';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { detailHash } from './chain.ts';

export type AuditChange = {
  /** `membership.role_changed`: what, then what happened to it. */
  action: `${ChangeArea}.${string}`;
  target: { kind: string; id: string };
  /** Nothing personal: ids, names from closed sets, numbers. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** Names and addresses: erasure may empty them, and the chain stays whole because the entry holds only their hash. */
  detail?: Record<string, unknown>;
};

/** Writes down what a verb does, in the verb's own transaction: both happen, or neither. Pages that are open hear of it. */
export async function audit(
  ctx: Pick<Ctx, 'now' | 'newId' | 'auditKey' | 'live'>,
  tx: OrgTx,
  as: As,
  change: AuditChange,
): Promise<string> {
  const id = ctx.newId('auditEntry');
  const { entry, detail } = rowsOf(ctx, as, id, change);
  await tx.auditEntry.create({ data: entry });
  await tx.auditDetail.create({ data: detail });
  afterCommit(tx, () => ctx.live({ kind: 'changed', orgId: as.orgId, area: areaOf(change.action) }));
  return id;
}

/**
 * Writes down what happens again and again, such as reading, once under this id; whoever comes second finds it there. Pages
 * are not told: nothing has changed.
 */
export async function auditOnce(
  ctx: Pick<Ctx, 'now' | 'auditKey'>,
  tx: OrgTx,
  as: As,
  { id, ...change }: AuditChange & { id: string },
): Promise<void> {
  const known = await tx.auditEntry.findUnique({ where: { orgId_id: { orgId: as.orgId, id } }, select: { id: true } });
  if (known) return;
  const { entry, detail } = rowsOf(ctx, as, id, change);
  const { count } = await tx.auditEntry.createMany({ data: entry, skipDuplicates: true });
  if (count > 0) await tx.auditDetail.create({ data: detail });
}

function rowsOf(ctx: Pick<Ctx, 'now' | 'auditKey'>, as: As, id: string, change: AuditChange) {
  const detail = { ...change.detail, ...(as.address === null ? {} : { address: as.address }) };
  return {
    entry: {
      orgId: as.orgId,
      id,
      at: ctx.now(),
      actorKind: as.actor.kind,
      actorId: as.actor.id,
      action: change.action,
      targetKind: change.target.kind,
      targetId: change.target.id,
      before: change.before as object | undefined,
      after: change.after as object | undefined,
      requestId: as.requestId,
      detailHash: Uint8Array.from(detailHash(ctx.auditKey, id, detail)),
    },
    detail: { orgId: as.orgId, entryId: id, detail: detail as object },
  };
}
