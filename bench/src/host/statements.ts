import type pg from 'pg';

/** What the server did for so many turns: all that anyone asked of it, the queue's own included. */
export type Counted = {
  statements: number;
  /** Transactions that wrote; those that only read cost no flush. */
  commits: number;
  flushes: number;
  /** The statements and, below them, what functions ran: most expensive first. */
  expensive: Array<{ text: string; calls: number; ms: number; inside: boolean }>;
};

/** The extension is loaded with the server, and counts only while it is told to: it costs a little. */
export const PRELOADED = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'none' };

export async function countWhile(owner: pg.Pool, work: () => Promise<void>): Promise<Counted> {
  await owner.query('create extension if not exists pg_stat_statements');
  await track(owner, 'all');
  await owner.query('select pg_stat_statements_reset()');
  const before = await written(owner);
  await work();
  const after = await written(owner);
  await track(owner, 'none');
  const { rows } = await owner.query<{ text: string; calls: number; ms: number; inside: boolean }>(
    `select s.query as text, s.calls::int, s.total_exec_time as ms, not s.toplevel as inside
     from pg_stat_statements s where s.query not like '% as busy' order by s.total_exec_time desc`,
  );
  return {
    statements: rows.filter(({ inside }) => !inside).reduce((sum, { calls }) => sum + calls, 0),
    commits: after.commits - before.commits,
    flushes: after.flushes - before.flushes,
    expensive: rows.slice(0, 40),
  };
}

async function track(owner: pg.Pool, what: 'all' | 'none'): Promise<void> {
  await owner.query(`alter system set pg_stat_statements.track = '${what}'`);
  await owner.query('select pg_reload_conf()');
  // Each backend hears of it between two statements.
  await new Promise((resolve) => setTimeout(resolve, 200));
}

/** A backend reports at the latest a second after its work. */
async function written(owner: pg.Pool): Promise<{ commits: number; flushes: number }> {
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const { rows } = await owner.query<{ commits: string; flushes: string }>(
    `select (select xact_commit from pg_stat_database where datname = current_database()) as commits,
       (select sum(fsyncs) from pg_stat_io where object = 'wal') as flushes`,
  );
  return { commits: Number(rows[0]?.commits), flushes: Number(rows[0]?.flushes) };
}
