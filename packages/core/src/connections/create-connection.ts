import type { ConnectionKind } from '@parley/shared/connections';
import type { Connection } from '@parley/shared/contract/connections';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { baseUrlOf } from './base-url.ts';
import { secretOf, settingsOf } from './parts.ts';
import { NO_SECRET, sealed } from './seal.ts';
import { connectionView, SHOWN } from './view.ts';

export type NewConnection = {
  kind: ConnectionKind;
  name: string;
  base_url: string | null;
  settings: Record<string, string>;
  secret?: Record<string, string> | undefined;
};

export async function createConnection(ctx: Ctx, as: As, given: NewConnection): Promise<Connection> {
  const { kind, name } = given;
  const place = { orgId: as.orgId, id: ctx.newId('connection') };
  const now = ctx.now();
  const row = {
    ...place,
    kind,
    name,
    baseUrl: baseUrlOf(ctx.outbound, kind, given.base_url),
    settings: settingsOf(kind, given.settings),
    ...(given.secret ? sealed(ctx, place, secretOf(kind, given.secret)) : NO_SECRET),
    createdAt: now,
    updatedAt: now,
  };
  return ctx.db.inOrg(as.orgId, async (tx) => {
    const made = await tx.connection.create({ data: row, select: SHOWN });
    await audit(ctx, tx, as, {
      action: 'connection.created',
      target: { kind: 'connection', id: row.id },
      after: { kind, base_url: row.baseUrl, settings: row.settings, secret_set: row.secret !== null },
      detail: { name },
    });
    return connectionView(made);
  });
}
