import type pg from 'pg';

export type ProcessFacts = {
  processId: string;
  kind: string;
  host: string;
  pid: number;
  version: string;
  commit: string;
  details?: Record<string, unknown>;
};

// A new key each time: whoever looks at an old key cannot take a process that has come back for dead.
const LOCK = `
  with key as (select hashtextextended($1 || pg_backend_pid() || clock_timestamp(), 0) as lock_key)
  select lock_key::text, pg_advisory_lock(lock_key) from key`;

const WRITE = `
  insert into process (id, kind, host, pid, version, commit, details, lock_key, server_started_at, started_at, heartbeat_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, pg_postmaster_start_time(), clock_now(), clock_now())
  on conflict (id) do update
    set lock_key = excluded.lock_key, server_started_at = excluded.server_started_at,
        heartbeat_at = excluded.heartbeat_at, stopped_at = null`;

/** Takes a lock that lasts as long as this session, then says in the row which one: in this order, or the row would lie. */
export async function writeProcess(session: pg.Client, facts: ProcessFacts): Promise<string> {
  const { rows } = await session.query<{ lock_key: string }>(LOCK, [facts.processId]);
  const lockKey = rows[0]?.lock_key ?? '';
  const { processId, kind, host, pid, version, commit, details = {} } = facts;
  await session.query(WRITE, [processId, kind, host, pid, version, commit, details, lockKey]);
  return lockKey;
}

export async function beat(session: pg.Client, processId: string, lockKey: string): Promise<void> {
  const text = 'update process set heartbeat_at = clock_now() where id = $1 and lock_key = $2';
  const { rowCount } = await session.query(text, [processId, lockKey]);
  if (rowCount === 0) throw new Error('the row of this process is gone, or another one has taken its id');
}

export const markStopping = (session: pg.Client, processId: string) =>
  session.query('update process set stopping_at = clock_now() where id = $1', [processId]);

export const markStopped = (session: pg.Client, processId: string) =>
  session.query('update process set stopped_at = clock_now() where id = $1', [processId]);
