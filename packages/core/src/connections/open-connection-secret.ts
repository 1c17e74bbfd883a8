import type { ConnectionKind, ConnectionSecret, ConnectionSettings } from '@parley/shared/connections';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import { secretOf, settingsOf } from './parts.ts';
import { opened } from './seal.ts';
import { kindOf, noSuchConnection } from './view.ts';

type Camel<S> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;
type CamelKeys<T> = { [K in keyof T as Camel<K>]: T[K] };

/** A connection as the code that calls the provider needs it. Never to be logged, stored or answered. */
export type OpenedConnection = {
  [K in ConnectionKind]: {
    kind: K;
    /** Null: the provider's own address. */
    baseUrl: string | null;
    settings: CamelKeys<ConnectionSettings<K>>;
    secret: CamelKeys<ConnectionSecret<K>>;
  };
}[ConnectionKind];

/** Opens a connection's secret for the call that is about to be made. */
export async function openConnectionSecret(
  ctx: Pick<Ctx, 'db' | 'secrets'>,
  orgId: string,
  connectionId: string,
): Promise<OpenedConnection> {
  const row = await ctx.db.inOrg(orgId, (tx) =>
    tx.connection.findUnique({ where: { orgId_id: { orgId, id: connectionId } } }),
  );
  if (!row) throw noSuchConnection();
  const { secret } = row;
  if (secret === null) throw noSecret(row.name);
  const kind = kindOf(row);
  return {
    kind,
    baseUrl: row.baseUrl,
    settings: camelKeys(settingsOf(kind, row.settings)),
    secret: camelKeys(secretOf(kind, opened(ctx, { orgId, id: row.id, secret }))),
  } as OpenedConnection;
}

const camelKeys = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, next: string) => next.toUpperCase()),
      value,
    ]),
  );

const noSecret = (name: string) =>
  new ParleyError('conflict', 'connection_without_secret', `The connection “${name}” has no secret. Enter it first.`);
