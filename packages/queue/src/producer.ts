import type { Logger } from '@parley/telemetry/logger';
import type { Metrics } from '@parley/telemetry/metrics';
import { currentTraceparent } from '@parley/telemetry/trace';
import type { JobsOptions } from 'bullmq';
import type { QueueBackend } from './backend.ts';
import { type Catalog, catalog, type JobEntry, type JobName, queuesOf, type RingArguments } from './catalog.ts';
import { watchReach } from './reach.ts';
import { settledWithin } from './settled-within.ts';
import { openStore } from './store/open-store.ts';
import type { RingQueue, Store } from './store/store.ts';

export type Ring<C extends Catalog = typeof catalog> = <J extends JobName<C>>(...ring: RingArguments<C, J>) => void;

export type QueueDepth = { queue: string; waiting: number; active: number; delayed: number; failed: number };

export type Producer<C extends Catalog = typeof catalog> = {
  /**
   * Returns at once and never throws, whatever the store does. While the store is away one ring of each kind is kept
   * for its return, up to a bound. A ring that could not be added is counted and forgotten: what it points to is due in
   * Postgres, and a sweep rings again.
   */
  ring: Ring<C>;
  isUp(): boolean;
  /** What lies in each queue; null when the store does not answer. */
  depth(): Promise<QueueDepth[] | null>;
  /** Rings already made still go out, if they can within a second. */
  close(): Promise<void>;
};

export type ProducerOptions<C extends Catalog> = {
  backend: QueueBackend;
  log: Logger;
  metrics?: Pick<Metrics, 'ringFailed'>;
  jobs?: C;
};

type DueRing = { job: string; entry: JobEntry; payload: Record<string, string>; traceparent: string | undefined };
type Opened = { store: Store; queues: Map<string, RingQueue>; ready: Promise<unknown> };

const MAX_DUE = 1_000;
// So few that none waits long for a connection.
const ROUND = 50;
const CLOSE_MS = 1_000;
const KEEP_FAILED = 100;
const RETRY_MS = 1_000;

export function createProducer<C extends Catalog = typeof catalog>(options: ProducerOptions<C>): Producer<C> {
  const { backend, log, metrics, jobs = catalog as Catalog } = options;
  /** Rings not yet on their way, by what they say: however often a thing is rung, one goes out. */
  const due = new Map<string, DueRing>();
  let opened: Opened | null = null;
  let round: Promise<void> | null = null;
  let closed = false;
  let rings = 0;

  const reach = watchReach({ attempt, onUp: send, log, what: `queue on ${backend.kind}` });

  async function attempt() {
    opened ??= open();
    const { store, ready } = opened;
    try {
      await ready;
    } catch (error) {
      // BullMQ remembers for ever that its first connection failed: begin anew.
      opened = null;
      void settledWithin(CLOSE_MS, store.close());
      throw error;
    }
    await store.ping();
  }

  function open(): Opened {
    const store = openStore(backend, 'ring', (error) => reach.doubt(error));
    const queues = new Map(queuesOf(jobs).map((name) => [name, store.queue(name)]));
    return { store, queues, ready: Promise.all([...queues.values()].map((queue) => queue.waitUntilReady())) };
  }

  function ring(job: string, payload: Record<string, string> = {}) {
    const entry = jobs[job];
    if (!entry || closed) return metrics?.ringFailed();
    const key = entry.coalesce ? coalesceKey(job, payload) : `${job} ${rings++}`;
    // The first of several rings gives the trace: it is the one that waited longest.
    if (due.has(key)) return;
    if (due.size >= MAX_DUE) return metrics?.ringFailed();
    due.set(key, { job, entry, payload, traceparent: currentTraceparent() ?? undefined });
    send();
  }

  // One round at a time: rings made meanwhile gather for the next one, and every one of a kind is served by it.
  function send() {
    if (round || due.size === 0 || !opened || !reach.isUp()) return;
    const { queues } = opened;
    const rung = [...due].slice(0, ROUND);
    for (const [key] of rung) due.delete(key);
    round = Promise.all(rung.map(([, one]) => add(queues, one))).then(() => {
      round = null;
      send();
    });
  }

  async function add(queues: Map<string, RingQueue>, { job, entry, payload, traceparent }: DueRing) {
    try {
      await queues.get(entry.queue)?.add(job, { payload, traceparent }, jobOptions(job, entry, payload));
    } catch (error) {
      metrics?.ringFailed();
      reach.failed(error);
    }
  }

  async function depth() {
    if (!opened || !reach.isUp()) return null;
    try {
      return await Promise.all([...opened.queues].map(([name, queue]) => depthOf(name, queue)));
    } catch (error) {
      reach.doubt(error);
      return null;
    }
  }

  async function close() {
    closed = true;
    await settledWithin(CLOSE_MS, lastRound());
    reach.stop();
    if (opened) await settledWithin(CLOSE_MS, opened.store.close());
  }

  async function lastRound() {
    while (round) await round;
  }

  return { ring: ring as Ring<C>, isUp: reach.isUp, depth, close };
}

const coalesceKey = (job: string, payload: Record<string, string>) =>
  Object.keys(payload).length === 0 ? job : `${job} ${JSON.stringify(payload)}`;

function jobOptions(job: string, entry: JobEntry, payload: Record<string, string>): JobsOptions {
  return {
    attempts: entry.attempts,
    backoff: { type: 'fixed', delay: RETRY_MS },
    removeOnComplete: true,
    removeOnFail: { count: KEEP_FAILED },
    // Lasts until the consumer picks the job up and removes it, not until the job is done.
    ...(entry.coalesce && { deduplication: { id: coalesceKey(job, payload) } }),
  };
}

async function depthOf(name: string, queue: RingQueue): Promise<QueueDepth> {
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  return { queue: name, waiting, active, delayed, failed };
}
