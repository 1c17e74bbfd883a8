import type pg from 'pg';

const LOOK = `
  select lock_key::text as lock_key, stopped_at is not null as said_so,
         server_started_at = pg_postmaster_start_time() and pg_try_advisory_xact_lock(lock_key) as lock_is_free
    from process where id = $1`;

const STILL_THE_SAME = 'select from process where id = $1 and lock_key = $2';

/**
 * True only when the process cannot send any more: it said at its end that it had finished, or its lock is free on the very
 * server that granted it (a restarted server knows of no lock) and it has not come back with another lock meanwhile.
 */
export async function isProvedDead(pool: Pick<pg.Pool, 'query'>, processId: string): Promise<boolean> {
  const { rows } = await pool.query<{ lock_key: string; said_so: boolean; lock_is_free: boolean }>(LOOK, [processId]);
  const [found] = rows;
  if (!found) return false;
  if (found.said_so) return true;
  if (!found.lock_is_free) return false;
  const again = await pool.query(STILL_THE_SAME, [processId, found.lock_key]);
  return again.rowCount === 1;
}
