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

/*
 * What every message and every turn passes goes by index, with one plan for all: statistics of a table that was empty when
 * the plan was made, and is not any more, must not make it a scan; that holds for the look at foreign keys too.
 */
const PLANS = ['seqscan', 'hashjoin', 'mergejoin', 'material']
  .map((way) => `-c enable_${way}=off`)
  .concat('-c plan_cache_mode=force_generic_plan', '-c jit=off')
  .join(' ');

/** A pool of direct connections for the statements in `hot/`, each prepared once per connection by its name. */
export function createPool({ url, max, name, onError }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    options: PLANS,
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
