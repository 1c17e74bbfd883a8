import type { OrgTx } from '@parley/db/client';
import { type ConnectionKind, connectionKindSchema } from '@parley/shared/connections';
import type { Connection } from '@parley/shared/contract/connections';
import { ParleyError } from '@parley/shared/errors';

/** What may be read of a connection: the secret itself is not among it. */
export const SHOWN = {
  id: true,
  kind: true,
  name: true,
  baseUrl: true,
  settings: true,
  secretHint: true,
  secretSetAt: true,
  createdAt: true,
  updatedAt: true,
} as const;

export type ShownRow = {
  id: string;
  kind: string;
  name: string;
  baseUrl: string | null;
  settings: unknown;
  secretHint: string | null;
  secretSetAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/** The database lets no other kind in. */
export const kindOf = (row: { kind: string }): ConnectionKind => connectionKindSchema.parse(row.kind);

export const connectionView = (row: ShownRow): Connection => ({
  id: row.id,
  kind: kindOf(row),
  name: row.name,
  base_url: row.baseUrl,
  settings: row.settings as Record<string, string>,
  secret: row.secretSetAt && { hint: row.secretHint, set_at: row.secretSetAt.toISOString() },
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

export async function readConnectionRow(tx: OrgTx, orgId: string, id: string): Promise<ShownRow> {
  const row = await tx.connection.findUnique({ where: { orgId_id: { orgId, id } }, select: SHOWN });
  if (!row) throw noSuchConnection();
  return row;
}

export const noSuchConnection = () =>
  new ParleyError(
    'not_found',
    'no_such_connection',
    'There is no connection with this id. GET /v1/connections lists them.',
  );
