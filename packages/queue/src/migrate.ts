import { LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import pg from 'pg';
import { type Catalog, catalog, queuesOf } from './catalog.ts';
import { CONNECT_MS } from './store/patience.ts';
import { QUEUE_SCHEMA } from './store/postgres-store.ts';
import { sessionSettings } from './store/session-settings.ts';

/**
 * Makes or updates the queue's tables as their owner, and lets these roles ring and answer without owning anything.
 * Safe to run from several processes at once; when there is nothing to do it costs one query.
 */
export async function migrateQueue(ownerUrl: string, roles: string[], jobs: Catalog = catalog): Promise<void> {
  const client = new pg.Client({
    ...sessionSettings(ownerUrl, { search_path: QUEUE_SCHEMA }),
    application_name: 'parley-queue-migrate',
    connectionTimeoutMillis: CONNECT_MS,
  });
  await client.connect();
  try {
    const queues = queuesOf(jobs);
    if (await isUpToDate(client, roles, queues)) return;
    await runMigrations(client, QUEUE_SCHEMA);
    await grant(client, roles, queues);
  } finally {
    await client.end();
  }
}

async function grant(client: pg.Client, roles: string[], queues: string[]): Promise<void> {
  await client.query('begin');
  // Two grants on one table at the same time fail with "tuple concurrently updated".
  await client.query(`select pg_advisory_xact_lock(hashtext('parley queue grants'))`);
  // BullMQ makes a sequence for the first job of each queue; the roles may not, so it is there before them.
  await client.query('select next_job_id(queue) from unnest($1::text[]) as queue', [queues]);
  for (const role of roles.map(pg.escapeIdentifier)) {
    await client.query(`
      grant usage on schema ${QUEUE_SCHEMA} to ${role};
      grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${role};
      grant usage on all sequences in schema ${QUEUE_SCHEMA} to ${role}`);
  }
  await client.query('commit');
}

const UP_TO_DATE = `
  select (select coalesce(max(version), 0) >= $1 from migration)
     and (select bool_and(to_regclass(job_id_seq_name(queue)) is not null) from unnest($2::text[]) as queue)
     and (select coalesce(bool_and(case kind.relkind
                 when 'S' then has_sequence_privilege(role, kind.oid, 'usage')
                 else has_table_privilege(role, kind.oid, 'insert') end), true)
            from unnest($3::text[]) as role, pg_class as kind
           where kind.relnamespace = '${QUEUE_SCHEMA}'::regnamespace and kind.relkind in ('r', 'p', 'S'))
      as done`;

const NO_SUCH_THING = ['42P01', '3F000', '42883'];

async function isUpToDate(client: pg.Client, roles: string[], queues: string[]): Promise<boolean> {
  try {
    const { rows } = await client.query<{ done: boolean }>(UP_TO_DATE, [LATEST_SCHEMA_VERSION, queues, roles]);
    return rows[0]?.done === true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && NO_SUCH_THING.includes(error.code ?? '')) return false;
    throw error;
  }
}
