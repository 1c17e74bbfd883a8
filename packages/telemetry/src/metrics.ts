import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  /** `route` is the template (`/v1/runs/:id`), null when none matched. */
  requestDone(request: { method: string; route: string | null; status: number; durationMs: number }): void;
  jobDone(job: { job: string; outcome: string; durationMs: number }): void;
  turnSettled(turn: { outcome: string; channel: string; durationMs: number }): void;
  replySent(reply: { outcome: string; durationMs: number }): void;
  lanes(lanes: { waiting: number; running: number }): void;
  ringFailed(): void;
  liveHint(direction: 'published' | 'received'): void;
  render(): Promise<{ contentType: string; body: string }>;
};

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const TURN_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const ROUTES_MAX = 300;
const NAMES_MAX = 40;

export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  // Brings memory, CPU, garbage collection and the event loop's lag.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const requestSeconds = new Histogram({
    name: 'parley_http_request_seconds',
    help: 'Time to answer a request, by route template and status class',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: REQUEST_SECONDS,
    registers,
  });
  const jobSeconds = new Histogram({
    name: 'parley_job_seconds',
    help: 'Time a queue job ran, by its name in the catalogue and its outcome',
    labelNames: ['job', 'outcome'] as const,
    buckets: TURN_SECONDS,
    registers,
  });
  const turns = new Counter({
    name: 'parley_turns_total',
    help: 'Settled turns, by outcome and channel',
    labelNames: ['outcome', 'channel'] as const,
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'parley_turn_seconds',
    help: 'From the last message of a turn to its settlement',
    labelNames: ['channel'] as const,
    buckets: TURN_SECONDS,
    registers,
  });
  const sendSeconds = new Histogram({
    name: 'parley_reply_send_seconds',
    help: 'Time a carrier took over one text of a reply, by what the try came to',
    labelNames: ['outcome'] as const,
    buckets: REQUEST_SECONDS,
    registers,
  });
  const lanes = new Gauge({
    name: 'parley_lanes',
    help: 'Conversations with a due turn: waiting for a worker, or running',
    labelNames: ['state'] as const,
    registers,
  });
  const ringFailures = new Counter({
    name: 'parley_ring_failures_total',
    help: 'Rings the queue did not take; the sweep makes up for them',
    registers,
  });
  const liveHints = new Counter({
    name: 'parley_live_hints_total',
    help: 'Hints to live pages',
    labelNames: ['direction'] as const,
    registers,
  });

  const route = bounded(ROUTES_MAX);
  const job = bounded(NAMES_MAX);
  const outcome = bounded(NAMES_MAX);
  const channel = bounded(NAMES_MAX);

  return {
    requestDone: (request) =>
      requestSeconds.observe(
        {
          method: METHODS.includes(request.method) ? request.method : 'other',
          route: request.route === null ? 'unmatched' : route(request.route),
          status: statusClass(request.status),
        },
        request.durationMs / 1_000,
      ),
    jobDone: (done) =>
      jobSeconds.observe({ job: job(done.job), outcome: outcome(done.outcome) }, done.durationMs / 1_000),
    turnSettled: (turn) => {
      turns.inc({ outcome: outcome(turn.outcome), channel: channel(turn.channel) });
      turnSeconds.observe({ channel: channel(turn.channel) }, turn.durationMs / 1_000);
    },
    replySent: (reply) => sendSeconds.observe({ outcome: outcome(reply.outcome) }, reply.durationMs / 1_000),
    lanes: ({ waiting, running }) => {
      lanes.set({ state: 'waiting' }, waiting);
      lanes.set({ state: 'running' }, running);
    },
    ringFailed: () => ringFailures.inc(),
    liveHint: (direction) => liveHints.inc({ direction }),
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

const statusClass = (status: number): string =>
  status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : 'other';

/** A label with a run-away number of values would eat the memory of this process and of Prometheus. */
function bounded(max: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size >= max) return 'other';
    seen.add(value);
    return value;
  };
}
