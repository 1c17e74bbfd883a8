import { Redis } from 'ioredis';
import pg from 'pg';
import type { QueueBackend } from '../backend.ts';
import { QUEUE_SCHEMA } from '../store/postgres-store.ts';

const TABLES = `
  select string_agg(format('%I.%I', schemaname, tablename), ', ') as list
    from pg_tables where schemaname = '${QUEUE_SCHEMA}' and tablename <> 'migration'`;

const DEADLOCK = '40P01';

/** Takes away everything that lies in the queue, under the feet of who uses it. On Postgres as the owner. */
export async function emptyQueue({ kind, url }: QueueBackend): Promise<void> {
  await (kind === 'postgres' ? truncate(url) : flush(url));
}

async function truncate(ownerUrl: string): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ list: string }>(TABLES);
    await takeAll(owner, `truncate ${rows[0]?.list}`);
  } finally {
    await owner.end();
  }
}

/** It locks table after table, so it may meet a job's own statement crosswise: Postgres then lets one of the two go. */
async function takeAll(owner: pg.Client, sql: string): Promise<void> {
  for (;;) {
    try {
      await owner.query(sql);
      return;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === DEADLOCK)) throw error;
    }
  }
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
