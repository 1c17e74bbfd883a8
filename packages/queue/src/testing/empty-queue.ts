import { Redis } from 'ioredis';
import pg from 'pg';
import type { QueueBackend } from '../backend.ts';
import { QUEUE_SCHEMA } from '../store/postgres-store.ts';

const TABLES = `
  select string_agg(format('%I.%I', schemaname, tablename), ', ') as list
    from pg_tables where schemaname = '${QUEUE_SCHEMA}' and tablename <> 'migration'`;

/** Takes away everything that lies in the queue, under the feet of who uses it. On Postgres as the owner. */
export async function emptyQueue({ kind, url }: QueueBackend): Promise<void> {
  await (kind === 'postgres' ? truncate(url) : flush(url));
}

async function truncate(ownerUrl: string): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ list: string }>(TABLES);
    await owner.query(`truncate ${rows[0]?.list}`);
  } finally {
    await owner.end();
  }
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
