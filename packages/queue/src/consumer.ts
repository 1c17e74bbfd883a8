import type { Events } from '@parley/telemetry/events';
import type { Logger } from '@parley/telemetry/logger';
import { withSpan } from '@parley/telemetry/trace';
import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { QueueBackend } from './backend.ts';
import {
  type Catalog,
  catalog,
  type JobData,
  type JobName,
  jobDataSchema,
  type Payload,
  type QueueName,
} from './catalog.ts';
import { watchReach } from './reach.ts';
import { settledWithin } from './settled-within.ts';
import { openStore } from './store/open-store.ts';
import { FETCH_MS } from './store/patience.ts';
import type { RingWorker, Store, WorkerSettings } from './store/store.ts';

export type JobContext = {
  id: string;
  /** Counts from 1. */
  attempt: number;
  /** Aborted when this process was asked to stop: finish what you hold and take nothing more. */
  stopping: AbortSignal;
};

export type Handler<C extends Catalog, J extends JobName<C>> = (
  payload: Payload<C, J>,
  job: JobContext,
) => Promise<void>;

type HandlersOfQueue<C extends Catalog, Q> = {
  [J in JobName<C> as C[J]['queue'] extends Q ? J : never]: Handler<C, J>;
};

/** A handler for every job of one queue: an app that lacks one does not compile. */
export type Handlers<C extends Catalog = typeof catalog> = {
  [Q in QueueName<C>]: HandlersOfQueue<C, Q>;
}[QueueName<C>];

export type Consumer = {
  isUp(): boolean;
  /** Begins no further job; what was just fetched goes back for other processes. */
  stopIntake(): void;
  /** Stops intake and waits for running handlers, but not for ever. */
  close(): Promise<void>;
};

export type ConsumerOptions<C extends Catalog> = {
  backend: QueueBackend;
  handlers: Handlers<C>;
  log: Logger;
  /** How many jobs this process answers at once. */
  concurrency?: number;
  /** How long `close` waits for running handlers; it takes a second more at most. */
  finishMs?: number;
  events?: Pick<Events, 'jobDone'>;
  jobs?: C;
};

type AnyHandler = (payload: Record<string, string>, job: JobContext) => Promise<void>;
type Opened = { store: Store; worker: RingWorker; ready: Promise<void> };

const CLOSE_MS = 500;

const SETTINGS: WorkerSettings = {
  autorun: false,
  // A process that dies with a ring in hand holds up other rings of that kind until it counts as stalled.
  lockDuration: 5_000,
  stalledInterval: 2_000,
  drainDelay: FETCH_MS / 1_000,
  runRetryDelay: 500,
};

export function createConsumer<C extends Catalog = typeof catalog>(options: ConsumerOptions<C>): Consumer {
  const { backend, log, events, concurrency = 4, finishMs = 9_000, jobs = catalog as Catalog } = options;
  const handlers = new Map(Object.entries(options.handlers as unknown as Record<string, AnyHandler>));
  const queue = queueOf(jobs, [...handlers.keys()]);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let opened: Opened | null = null;

  const reach = watchReach({ attempt, log, what: `queue ${queue} on ${backend.kind}` });

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
    const store = openStore(backend, 'answer', (error) => reach.doubt(error));
    const worker = store.worker(queue, answer, { ...SETTINGS, concurrency });
    const ready = worker.waitUntilReady().then(() => {
      worker.run().catch((error) => reach.doubt(error));
    });
    return { store, worker, ready };
  }

  async function answer(job: Job<JobData>, token?: string) {
    if (stopping.signal.aborted) return handBack(job, token);
    const startedAt = performance.now();
    const run = runJob(job);
    running.add(run);
    try {
      await run;
      report(job, startedAt);
    } catch (error) {
      report(job, startedAt, error);
      throw plainFailure(job.name, error);
    } finally {
      running.delete(run);
    }
  }

  async function runJob(job: Job<JobData>) {
    const { entry, handler, payload, traceparent } = readJob(job);
    // Before the handler looks: a ring that comes too late for it must find the way free. Should this fail, rings are
    // swallowed until the job is done, and a sweep makes up for them.
    if (entry.coalesce) await job.removeDeduplicationKey().catch((error: unknown) => reach.doubt(error));
    const context = { id: job.id ?? '', attempt: job.attemptsMade + 1, stopping: stopping.signal };
    await withSpan(`job ${job.name}`, { kind: 'consumer', parent: traceparent ?? null }, () =>
      handler(payload, context),
    );
  }

  function readJob({ name, data }: Job<JobData>) {
    const entry = jobs[name];
    const handler = handlers.get(name);
    if (!entry || !handler) throw new UnrecoverableError('not in the catalogue');
    const read = jobDataSchema.safeParse(data);
    const payload = entry.payload.safeParse(read.data?.payload);
    if (!read.success || !payload.success) throw new UnrecoverableError('malformed payload');
    return { entry, handler, payload: payload.data, traceparent: read.data.traceparent };
  }

  function report(job: Job<JobData>, startedAt: number, error?: unknown) {
    const outcome = error === undefined ? 'done' : 'failed';
    const done = { job: job.name, attempt: job.attemptsMade + 1, outcome, durationMs: performance.now() - startedAt };
    if (events) events.jobDone({ ...done, outcome, error });
    else if (error !== undefined) log.error({ ...done, err: error }, 'job.failed');
  }

  function stopIntake() {
    if (stopping.signal.aborted) return;
    stopping.abort();
    opened?.worker.pause(true).catch((error: unknown) => reach.doubt(error));
  }

  async function close() {
    stopIntake();
    reach.stop();
    await settledWithin(finishMs, Promise.allSettled(running));
    if (!opened) return;
    await settledWithin(CLOSE_MS, opened.worker.close());
    await settledWithin(CLOSE_MS, opened.store.close());
  }

  return { isUp: reach.isUp, stopIntake, close };
}

/** A stopping worker may still fetch one job, since it was waiting for it: other processes shall have it at once. */
async function handBack(job: Job<JobData>, token?: string): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

/** What the queue keeps of a failure. Messages and stacks can hold anything; they are for the log, which redacts. */
function plainFailure(job: string, error: unknown): Error {
  const failure = error instanceof UnrecoverableError ? error : new Error(`${job} failed; see the log`);
  failure.stack = failure.message;
  return failure;
}

function queueOf(jobs: Catalog, handled: string[]): string {
  const queues = new Set(handled.map((job) => jobs[job]?.queue));
  const [queue] = queues;
  if (!queue || queues.size > 1) throw new Error(`one consumer answers one queue, not ${[...queues].join(' and ')}`);
  return queue;
}
