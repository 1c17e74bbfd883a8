import type pg from 'pg';
import { withClient } from '../postgres/with-client.ts';

/**
 * Refuses a transaction pooler: behind one, a session lock stays with a server connection that others use next, and would
 * prove nothing. Two sessions never share a backend, and one session never changes it.
 */
export async function assertDirectConnection(url: string): Promise<void> {
  const isDirect = await withClient(url, (one) => withClient(url, (other) => keepTheirBackends(one, other)));
  if (isDirect) return;
  const { host } = new URL(url);
  throw new Error(
    `${host} is a transaction pooler (PgBouncer's transaction mode or the like). Parley's processes need a direct connection, or a pooler in session mode: give the address of Postgres itself.`,
  );
}

async function keepTheirBackends(one: pg.Client, other: pg.Client): Promise<boolean> {
  const first = await backendOf(one);
  if ((await backendOf(one)) !== first) return false;
  await other.query('begin'); // a pooler has to give it a backend of its own from here on
  try {
    return (await backendOf(other)) !== first && (await backendOf(one)) === first;
  } finally {
    await other.query('rollback');
  }
}

async function backendOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}
