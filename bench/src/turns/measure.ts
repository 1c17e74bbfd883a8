import type pg from 'pg';
import { percentileOf } from '../figure.ts';
import { type CpuSeconds, cpuBetween, cpuOf, type Parts } from '../host/cpu.ts';
import { type Counted, countWhile } from '../host/statements.ts';
import { flood, paced, type Send } from './load.ts';

export type Measured = {
  perSecond: number;
  p50: number;
  p99: number;
  acceptedPerSecond: number;
  /** Milliseconds on a processor per turn, of each part of the system; null where nobody counts them. */
  cpu: CpuSeconds | null;
  /** The same of the database's own processes, by the name of who uses them. */
  backends: CpuSeconds | null;
  /** Where a turn's time goes at a steady pace: medians, in order. */
  stages: Record<string, number>;
  turns: number;
  counted: Counted;
};

const PACE = 100;
const CONNECTIONS = 32;
const COUNT_SECONDS = 3;

/** The same load on whatever answers: at a steady pace for the latency, then as fast as it goes, then counted. */
export async function measure(owner: pg.Pool, parts: Parts, send: Send, seconds: number): Promise<Measured> {
  let n = 0;
  const next: Send = () => send(n++);
  // Connections, plans and just-in-time compilation settle first.
  await flood(next, 8, 2);
  await drained(owner);
  // As it would be on an installation that has run for a while.
  await owner.query('analyze');

  const paceBegan = await databaseNow(owner);
  const latencies = await latenciesAt(owner, next, seconds);
  const stages = await stagesSince(owner, paceBegan);
  const throughput = await throughputOf(owner, parts, next, seconds);
  let turns = 0;
  const counted = await countWhile(owner, async () => {
    turns = await flood(next, CONNECTIONS, Math.min(seconds, COUNT_SECONDS));
    await drained(owner);
  });
  return {
    ...throughput,
    p50: percentileOf(latencies, 0.5),
    p99: percentileOf(latencies, 0.99),
    stages,
    turns,
    counted,
  };
}

async function latenciesAt(owner: pg.Pool, next: Send, seconds: number): Promise<number[]> {
  const began = await databaseNow(owner);
  await paced(next, PACE, seconds);
  await drained(owner);
  const { rows } = await owner.query<{ ms: number }>(
    `select extract(epoch from ended_at - created_at)::float8 * 1000 as ms from turn where created_at >= $1 order by 1`,
    [began],
  );
  return rows.map(({ ms }) => ms);
}

async function stagesSince(owner: pg.Pool, since: Date): Promise<Record<string, number>> {
  const { rows } = await owner.query<Record<string, number>>(
    `with turn_times as (
       select t.created_at, t.claimed_at, r.started_at, t.ended_at, r.ended_at as answered_at,
         (select max(s.started_at) from step s where s.org_id = r.org_id and s.run_id = r.id) as last_step_at
       from turn t join run r on r.org_id = t.org_id and r.turn_id = t.id where t.created_at >= $1)
     select ${STAGES.map(
       ([name, from, until]) =>
         `percentile_cont(0.5) within group (order by extract(epoch from ${until} - ${from}) * 1000) as "${name}"`,
     ).join(', ')} from turn_times`,
    [since],
  );
  return rows[0] ?? {};
}

const STAGES = [
  ['accepted until claimed', 'created_at', 'claimed_at'],
  ['claimed until begun', 'claimed_at', 'started_at'],
  ['begun until last model call', 'started_at', 'last_step_at'],
  ['last model call until answered', 'last_step_at', 'answered_at'],
  ['answered until settled', 'answered_at', 'ended_at'],
] as const;

async function throughputOf(owner: pg.Pool, parts: Parts, next: Send, seconds: number) {
  const cpuBefore = cpuOf(parts);
  const who = await backends(owner);
  const backendsBefore = cpuOf(who);
  const since = await databaseNow(owner);
  const began = performance.now();
  const accepted = await flood(next, CONNECTIONS, seconds);
  const acceptSeconds = (performance.now() - began) / 1_000;
  await drained(owner);
  const cpuAfter = cpuOf(parts);
  const backendsAfter = cpuOf(who);
  const { rows } = await owner.query<{ n: number; seconds: number }>(
    `select count(*)::int as n, extract(epoch from max(ended_at) - $1::timestamptz)::float8 as seconds from turn where created_at >= $1 and ended_at is not null`,
    [since],
  );
  const { n: turns = 0, seconds: took = Number.NaN } = rows[0] ?? {};
  return {
    perSecond: turns / took,
    acceptedPerSecond: accepted / acceptSeconds,
    cpu: cpuBefore && cpuAfter && perTurn(cpuBetween(cpuBefore, cpuAfter), turns),
    backends: backendsBefore && backendsAfter && perTurn(byName(cpuBetween(backendsBefore, backendsAfter)), turns),
  };
}

async function backends(owner: pg.Pool): Promise<Parts> {
  const { rows } = await owner.query<{ pid: number; name: string }>(
    `select pid, coalesce(nullif(application_name, ''), backend_type) || ' ' || pid as name from pg_stat_activity`,
  );
  return Object.fromEntries(rows.map(({ pid, name }) => [name, { pid }]));
}

function byName(seconds: CpuSeconds): CpuSeconds {
  const sums: CpuSeconds = {};
  for (const [name, one] of Object.entries(seconds)) {
    const of = name.slice(0, name.lastIndexOf(' '));
    sums[of] = (sums[of] ?? 0) + one;
  }
  return sums;
}

const perTurn = (seconds: CpuSeconds, turns: number): CpuSeconds =>
  Object.fromEntries(Object.entries(seconds).map(([part, one]) => [part, (one * 1_000) / turns]));

export async function databaseNow(owner: pg.Pool): Promise<Date> {
  const { rows } = await owner.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]?.now as Date;
}

const DRAIN_MS = 120_000;

export async function drained(owner: pg.Pool): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  while (performance.now() < end) {
    const { rows } = await owner.query<{ busy: boolean }>(
      // Only the newest turns, by their key: most of what is stored has ended long ago.
      `select exists (select from organisation o join turn t on t.org_id = o.id
         where t.id >= id_floor('turn', now() - interval '15 minutes') and t.ended_at is null) as busy`,
    );
    if (rows[0]?.busy === false) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`turns were still waiting after ${DRAIN_MS / 1_000} s`);
}
