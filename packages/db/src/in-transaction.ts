import type { Pool, Queryable } from './pools.ts';

/** Two that met in a unique key, or waited for each other's rows: one of them begins anew, and sees the other's. */
const MET_ANOTHER = new Set(['23505', '40P01']);
const TRIES = 5;

/** Statements that only count together. What met another of its kind is done again from the beginning. */
export async function inTransaction<T>(pool: Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, work);
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt >= TRIES || !MET_ANOTHER.has(code ?? '')) throw error;
    }
  }
}

async function once<T>(pool: Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that cannot even be rolled back is not one for the next.
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
