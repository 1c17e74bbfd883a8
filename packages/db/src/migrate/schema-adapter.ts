import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { withClient } from '../postgres/with-client.ts';

// Types of the system catalogue, which the adapter (made for queries of an application) does not know.
const CHAR = 18;
const READ_AS: Record<number, number> = { [CHAR]: 25, 19: 25, 194: 25, 1002: 1009, 1003: 1009 }; // … as text, as text[]

/** A pool whose results the adapter understands, and which remembers the columns that were of type "char". */
class CataloguePool extends pg.Pool {
  readonly charColumns = new WeakMap<object, number[]>();

  override async query(...args: unknown[]): Promise<never> {
    const result = (await (super.query as (...given: unknown[]) => Promise<pg.QueryResult>)(...args)) as pg.QueryResult;
    const fields = result.fields ?? [];
    this.charColumns.set(
      result.rows ?? [],
      fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : [])),
    );
    for (const field of fields) field.dataTypeID = READ_AS[field.dataTypeID] ?? field.dataTypeID;
    return result as never;
  }
}

/** What Prisma's schema engine needs of a database. A shadow database is made beside it, and dropped after use. */
export const schemaAdapterFactory = (
  url: string,
  onSqlError: (message: string) => void,
): SqlMigrationAwareDriverAdapterFactory => ({
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  connect: () => connect(url, onSqlError),
  async connectToShadowDb() {
    const name = pg.escapeIdentifier(`parley_shadow_${randomUUID().replaceAll('-', '')}`);
    await withClient(url, (client) => client.query(`create database ${name} template template0`));
    const shadow = new URL(url);
    shadow.pathname = `/${name.slice(1, -1)}`;
    return connect(shadow.href, onSqlError, () =>
      withClient(url, (client) => client.query(`drop database if exists ${name} with (force)`)),
    );
  },
});

async function connect(url: string, onSqlError: (message: string) => void, afterwards?: () => Promise<unknown>) {
  // The engine does not dispose of its main connection; it must not keep the process from ending.
  const pool = new CataloguePool({ connectionString: url, allowExitOnIdle: true });
  pool.on('error', () => {}); // an idle connection that breaks; the next query says so
  const adapter: SqlDriverAdapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of pool.charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  // The adapter would cut a script at each semicolon, also within functions.
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: Error) => {
      onSqlError(error.message);
      throw error;
    });
  };
  adapter.dispose = async () => {
    await pool.end();
    await afterwards?.();
  };
  return adapter;
}
