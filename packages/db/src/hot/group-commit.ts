import type { Queryable } from '../pools.ts';

type Job<Row, Result> = { row: Row; resolve: (result: Result) => void; reject: (error: unknown) => void };

/** A commit costs the same for one row and for many; a batch that grows further only makes its first rows wait. */
const MOST = 64;
/**
 * A second batch sets out beside the first when it is worth a statement of its own, or when the first takes longer than a
 * commit does: it may wait for somebody's lock, and not everybody is to wait with it.
 */
const IN_FLIGHT = 2;
const WORTH_ITS_OWN = 16;
const LATE_MS = 10;
const TRIES = 5;

/** Two that met in a unique key or in a deadlock: the one that lost looks again, and finds what the other has made. */
const MAY_PASS = ['23505', '40P01'];
/** A database that is away, full, or too slow: smaller batches would only ask it more often. */
const NOT_THE_ROWS = ['08', '25', '53', '57', '58'];

/**
 * Writes what several callers have, with one statement and one commit: whoever comes while a batch is on its way rides on
 * the next. A row never waits for company, only for the batch before it. Each row gets its own answer; a batch that fails because of a
 * row is halved until that row alone fails. Batches are kept per pool.
 */
export function groupCommit<Row, Result>(write: (db: Queryable, rows: Row[]) => Promise<Result[]>) {
  const groups = new WeakMap<Queryable, ReturnType<typeof openGroup<Row, Result>>>();
  return (db: Queryable, row: Row): Promise<Result> => {
    const group = groups.get(db) ?? openGroup((rows: Row[]) => write(db, rows));
    groups.set(db, group);
    return group(row);
  };
}

function openGroup<Row, Result>(write: (rows: Row[]) => Promise<Result[]>) {
  const waiting: Job<Row, Result>[] = [];
  let inFlight = 0;
  let newest = 0;

  const isLate = () => performance.now() - newest >= LATE_MS;

  function flush(): void {
    if (waiting.length === 0 || inFlight === IN_FLIGHT) return;
    if (inFlight > 0 && waiting.length < WORTH_ITS_OWN && !isLate()) return;
    const batch = waiting.splice(0, MOST);
    inFlight += 1;
    newest = performance.now();
    const late = setTimeout(flush, LATE_MS + 1);
    void settleAll(write, batch).finally(() => {
      clearTimeout(late);
      inFlight -= 1;
      flush();
    });
  }

  return (row: Row): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      flush();
    });
}

/** Never throws: what went wrong is told to whom it concerns. */
async function settleAll<Row, Result>(
  write: (rows: Row[]) => Promise<Result[]>,
  batch: Job<Row, Result>[],
  attempt = 1,
): Promise<void> {
  try {
    const results = await write(batch.map(({ row }) => row));
    if (results.length !== batch.length) throw new Error(`${batch.length} rows got ${results.length} answers`);
    batch.forEach((job, n) => {
      job.resolve(results[n] as Result);
    });
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (MAY_PASS.includes(code) && attempt < TRIES) return settleAll(write, batch, attempt + 1);
    if (batch.length === 1 || !isOfRows(code)) {
      for (const job of batch) job.reject(error);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await settleAll(write, batch.slice(0, half));
    await settleAll(write, batch.slice(half));
  }
}

const isOfRows = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && !NOT_THE_ROWS.includes(code.slice(0, 2));
