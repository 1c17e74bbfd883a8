import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '@parley/shared/contract/connections';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { baseUrlOf } from './base-url.ts';
import { hostOf, secretOf, settingsOf } from './parts.ts';
import { NO_SECRET, type SecretColumns, sealed } from './seal.ts';
import { connectionView, kindOf, readConnectionRow, SHOWN, type ShownRow } from './view.ts';

export type ConnectionChange = {
  id: string;
  name?: string | undefined;
  base_url?: string | null | undefined;
  settings?: Record<string, string> | undefined;
  /** Null takes it away. */
  secret?: Record<string, string> | null | undefined;
};

type Open = Pick<ShownRow, 'name' | 'baseUrl' | 'settings'>;

/**
 * Changes what is given and differs. A secret belongs to the host it was given for: with another host it is cleared, or
 * whoever may change a connection could have it sent to themselves.
 */
export async function changeConnection(ctx: Ctx, as: As, change: ConnectionChange): Promise<Connection> {
  const { id } = change;
  return ctx.db.inOrg(as.orgId, async (tx) => {
    await tx.$queryRaw`select 1 from connection where org_id = ${as.orgId} and id = ${id} for no key update`;
    const before = await readConnectionRow(tx, as.orgId, id);
    const open = openPart(ctx, before, change);
    const { columns, happened } = secretPart(ctx, as.orgId, before, open, change.secret);
    const fields = (['name', 'baseUrl', 'settings'] as const).filter(
      (field) => !isDeepStrictEqual(open[field], before[field]),
    );
    if (fields.length === 0 && happened === null) return connectionView(before);
    const after = await tx.connection.update({
      where: { orgId_id: { orgId: as.orgId, id } },
      data: { ...open, settings: open.settings as object, ...columns, updatedAt: ctx.now() },
      select: SHOWN,
    });
    await audit(ctx, tx, as, {
      action: 'connection.changed',
      target: { kind: 'connection', id },
      before: { base_url: before.baseUrl, settings: before.settings },
      after: { base_url: open.baseUrl, settings: open.settings, ...(happened && { secret: happened }) },
      ...(before.name !== open.name && { detail: { before: { name: before.name }, after: { name: open.name } } }),
    });
    return connectionView(after);
  });
}

const openPart = (ctx: Ctx, before: ShownRow, change: ConnectionChange): Open => ({
  name: change.name ?? before.name,
  baseUrl: change.base_url === undefined ? before.baseUrl : baseUrlOf(ctx.outbound, kindOf(before), change.base_url),
  settings: change.settings === undefined ? before.settings : settingsOf(kindOf(before), change.settings),
});

type SecretPart = { columns: SecretColumns | null; happened: 'set' | 'removed' | 'cleared_with_host' | null };

function secretPart(
  ctx: Ctx,
  orgId: string,
  before: ShownRow,
  open: Open,
  given: ConnectionChange['secret'],
): SecretPart {
  if (given)
    return { columns: sealed(ctx, { orgId, id: before.id }, secretOf(kindOf(before), given)), happened: 'set' };
  if (before.secretSetAt === null) return { columns: null, happened: null };
  if (given === null) return { columns: NO_SECRET, happened: 'removed' };
  const moved = hostOf(open.baseUrl) !== hostOf(before.baseUrl);
  return moved ? { columns: NO_SECRET, happened: 'cleared_with_host' } : { columns: null, happened: null };
}
