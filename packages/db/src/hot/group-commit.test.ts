import { afterEach, expect, test, vi } from 'vitest';
import type { Queryable } from '../pools.ts';
import { groupCommit } from './group-commit.ts';

const db = {} as Queryable;

/** Batches that are let go by hand. */
function slow() {
  const batches: Array<{ rows: number[]; done: (fail?: { code: string }) => void }> = [];
  const write = groupCommit<number, string>(
    (_, rows) =>
      new Promise((resolve, reject) =>
        batches.push({ rows, done: (fail) => (fail ? reject(fail) : resolve(rows.map((row) => `${row}`))) }),
      ),
  );
  return { batches, write: (row: number) => write(db, row) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => void vi.useRealTimers());

test('a lone row goes at once; what comes while it is on its way goes together', async () => {
  const { batches, write } = slow();
  const answers = [1, 2, 3, 4].map(write);
  expect(batches.map(({ rows }) => rows)).toEqual([[1]]);
  batches[0]?.done();
  await turn();
  expect(batches.map(({ rows }) => rows)).toEqual([[1], [2, 3, 4]]);
  batches[1]?.done();
  expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4']);
});

test('many do not wait for the first, and no more than two batches are on their way', () => {
  const { batches, write } = slow();
  for (let n = 0; n < 60; n++) void write(n);
  expect(batches.map(({ rows }) => rows.length)).toEqual([1, 16]);
});

test('nobody waits long for a batch that hangs', () => {
  vi.useFakeTimers();
  const { batches, write } = slow();
  for (const row of [1, 2]) void write(row);
  vi.advanceTimersByTime(11);
  expect(batches.map(({ rows }) => rows)).toEqual([[1], [2]]);
});

test('nor does who comes later', () => {
  vi.useFakeTimers();
  const { batches, write } = slow();
  void write(1);
  vi.advanceTimersByTime(1_000);
  void write(2);
  expect(batches.map(({ rows }) => rows)).toEqual([[1], [2]]);
});

/** Fails whenever a row is in the batch that it cannot write. */
function picky(code: string, bad: number[]) {
  const tried: number[][] = [];
  const write = groupCommit<number, number>(async (_, rows) => {
    tried.push(rows);
    await turn();
    if (rows.some((row) => bad.includes(row))) throw Object.assign(new Error('no'), { code });
    return rows;
  });
  return { tried, write: (row: number) => write(db, row) };
}

const endings = async (answers: Promise<number>[]) =>
  (await Promise.allSettled(answers)).map((one) => (one.status === 'fulfilled' ? one.value : 'failed'));

test('one poisonous row fails alone', async () => {
  const { write } = picky('22P05', [7]);
  const rows = Array.from({ length: 20 }, (_, n) => n);
  expect(await endings(rows.map(write))).toEqual(rows.map((row) => (row === 7 ? 'failed' : row)));
});

test('a database that is away fails the batch, and is not asked for each row', async () => {
  const { write, tried } = picky('57P01', [7]);
  const answers = await endings([0, 1, 7, 8, 9].map(write));
  expect(answers).toEqual([0, 'failed', 'failed', 'failed', 'failed']);
  expect(tried).toHaveLength(2);
});

test('what may pass is tried again as it was, a few times', async () => {
  const { write, tried } = picky('40P01', [1]);
  expect(await endings([write(1)])).toEqual(['failed']);
  expect(tried).toHaveLength(5);
});

test('a pool that wraps another has batches of its own', async () => {
  const seen: unknown[] = [];
  const write = groupCommit<number, number>(async (given, rows) => {
    seen.push(given);
    return rows;
  });
  const other = {} as Queryable;
  await Promise.all([write(db, 1), write(other, 2)]);
  expect(seen).toEqual([db, other]);
});
