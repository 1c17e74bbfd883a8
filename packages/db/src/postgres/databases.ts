import pg from 'pg';
import { withClient } from './with-client.ts';

const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';

export async function createMissingDatabases(ownerUrl: string, names: string[]): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where datname = any($1)',
      [names],
    );
    const there = new Set(rows.map((row) => row.datname));
    for (const name of names.filter((each) => !there.has(each))) await createDatabase(client, name);
  });
}

async function createDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // Two starts at once: the other one made it.
    if (![DUPLICATE_DATABASE, UNIQUE_VIOLATION].includes((error as { code?: string }).code ?? '')) throw error;
  }
}
