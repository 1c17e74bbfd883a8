import type pg from 'pg';
import { percentileOf } from '../figure.ts';
import { flood, paced, type Send } from './load.ts';

export type Measured = {
  perSecond: number;
  p50: number;
  p99: number;
  acceptedPerSecond: number;
  commitsPerTurn: number;
};

const PACE = 100;
const CONNECTIONS = 32;

/** The same load on whatever answers: first at a steady pace for the latency, then as fast as it goes. */
export async function measure(owner: pg.Pool, send: Send, seconds: number): Promise<Measured> {
  let n = 0;
  const next: Send = () => send(n++);
  // Connections, plans and just-in-time compilation settle first.
  await flood(next, 8, 2);
  await drained(owner);

  const paceBegan = await databaseNow(owner);
  await paced(next, PACE, seconds);
  await drained(owner);
  const { rows } = await owner.query<{ ms: number }>(
    `select extract(epoch from ended_at - created_at)::float8 * 1000 as ms from turn where created_at >= $1 order by 1`,
    [paceBegan],
  );
  const latencies = rows.map(({ ms }) => ms);

  const commitsBefore = await commits(owner);
  const floodBegan = await databaseNow(owner);
  const began = performance.now();
  const accepted = await flood(next, CONNECTIONS, seconds);
  const acceptSeconds = (performance.now() - began) / 1_000;
  await drained(owner);
  const { rows: span } = await owner.query<{ n: number; seconds: number }>(
    `select count(*)::int as n, extract(epoch from max(ended_at) - $1::timestamptz)::float8 as seconds from turn where created_at >= $1 and ended_at is not null`,
    [floodBegan],
  );
  const { n: turns = 0, seconds: took = Number.NaN } = span[0] ?? {};
  return {
    perSecond: turns / took,
    p50: percentileOf(latencies, 0.5),
    p99: percentileOf(latencies, 0.99),
    acceptedPerSecond: accepted / acceptSeconds,
    commitsPerTurn: ((await commits(owner)) - commitsBefore) / turns,
  };
}

async function databaseNow(owner: pg.Pool): Promise<Date> {
  const { rows } = await owner.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]?.now as Date;
}

/** Counted by the server itself, the queue's own included; a backend reports at the latest a second after its work. */
async function commits(owner: pg.Pool): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const { rows } = await owner.query<{ n: string }>(
    `select xact_commit as n from pg_stat_database where datname = current_database()`,
  );
  return Number(rows[0]?.n);
}

const DRAIN_MS = 120_000;

async function drained(owner: pg.Pool): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  while (performance.now() < end) {
    const { rows } = await owner.query<{ busy: boolean }>(
      `select exists (select from turn where ended_at is null) as busy`,
    );
    if (rows[0]?.busy === false) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`turns were still waiting after ${DRAIN_MS / 1_000} s`);
}
