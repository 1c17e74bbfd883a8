import pg from 'pg';

export type Pool = pg.Pool;
/** What a statement needs of a pool or a client; hot statements take it so that they run inside or outside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

export type PoolOptions = {
  url: string;
  max: number;
  name: string;
  /** A pool reports what happens to its idle connections here; without a listener the process would die of it. */
  onError: (error: Error) => void;
};

/** A pool of direct connections for the statements in `hot/`, each prepared once per connection by its name. */
export function createPool({ url, max, name, onError }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // A turn-path statement takes milliseconds: one that takes this long waits for something that will not come.
    statement_timeout: 15_000,
    // A host that vanished answers neither: without these a query would wait as long as TCP does.
    query_timeout: 20_000,
    keepAlive: true,
    idle_in_transaction_session_timeout: 15_000,
  });
  pool.on('error', onError);
  return pool;
}
