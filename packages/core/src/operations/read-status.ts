import { laneGauges } from '@parley/db/hot/lane-gauges';
import { listProcesses, type ProcessRow } from '@parley/db/lookup/list-processes';
import type { Queryable } from '@parley/db/pools';
import type { Status } from '@parley/shared/contract/status';
import { addHistograms, percentile } from '@parley/shared/latency-histogram';
import { type WorkerDetails, workerDetailsSchema } from '@parley/shared/worker-details';

/** A process beats every two seconds or so; this long without a word is a reason to look. */
const SILENT_AFTER_MS = 15_000;
/** A turn should be taken within a second; waiting this long, something is wrong with the workers. */
const LANE_WAIT_PROBLEM_MS = 10_000;

export type Fleet = Pick<Status, 'processes' | 'model' | 'turns'>;
export type Operations = Fleet & Pick<Status, 'state' | 'problems' | 'lanes'>;

/** The processes, and what the workers say of themselves: nothing of any organisation. */
export async function readFleet(db: Queryable): Promise<Fleet> {
  const rows = await listProcesses(db);
  const workers = rows.filter((row) => processOf(row).state === 'up').flatMap(workerDetailsOf);
  return {
    processes: rows.map(processOf),
    model: workers[0]?.model ?? { label: 'no worker is up, so nobody answers', demo: false },
    turns: turnsOf(workers),
  };
}

export async function readOperations(db: Queryable, queueUp: boolean): Promise<Operations> {
  const [fleet, lanes] = await Promise.all([readFleet(db), laneGauges(db)]);
  const problems = problemsOf(fleet.processes, lanes.oldestWaitMs, queueUp);
  return {
    ...fleet,
    problems,
    state: stateOf(fleet.processes, problems),
    lanes: { waiting: lanes.waiting, running: lanes.running, oldest_wait_ms: lanes.oldestWaitMs },
  };
}

type ProcessView = Status['processes'][number];

export function stateOf(processes: readonly ProcessView[], problems: readonly string[]): Status['state'] {
  if (problems.length === 0) return 'operational';
  return processes.some(isWorkingWorker) ? 'degraded' : 'down';
}

const isWorkingWorker = (process: ProcessView): boolean => process.kind === 'worker' && process.state === 'up';

function workerDetailsOf(row: ProcessRow): WorkerDetails[] {
  const details = row.kind === 'worker' ? workerDetailsSchema.safeParse(row.details) : null;
  return details?.success ? [details.data] : [];
}

const processOf = (row: ProcessRow): ProcessView => ({
  id: row.id,
  kind: row.kind,
  state: row.heartbeatAgeMs > SILENT_AFTER_MS ? 'silent' : row.stopping ? 'stopping' : 'up',
  started_at: row.startedAt.toISOString(),
  heartbeat_age_ms: Math.max(Math.round(row.heartbeatAgeMs), 0),
});

const A_PROCESS: Record<ProcessView['kind'], string> = { api: 'An api', worker: 'A worker', slackbot: 'A slackbot' };

export function problemsOf(processes: readonly ProcessView[], oldestWaitMs: number | null, queueUp: boolean): string[] {
  const problems: string[] = [];
  if (!processes.some(isWorkingWorker)) {
    problems.push('No worker is up: messages are kept but nobody answers them. Start a worker, or look at its log.');
  }
  for (const process of processes.filter(({ state }) => state === 'silent')) {
    const seconds = Math.round(process.heartbeat_age_ms / 1_000);
    problems.push(
      `${A_PROCESS[process.kind]} has not been heard of for ${seconds} s (${process.id}). It may hang or be cut off from the database.`,
    );
  }
  if (!queueUp)
    problems.push('The queue cannot be reached: turns are taken by the sweep, up to a second later than usual.');
  if ((oldestWaitMs ?? 0) > LANE_WAIT_PROBLEM_MS) {
    problems.push(
      `A conversation has waited ${Math.round((oldestWaitMs ?? 0) / 1_000)} s for a worker. Add workers, or look at what keeps them.`,
    );
  }
  return problems;
}

function turnsOf(workers: readonly WorkerDetails[]): Status['turns'] {
  const latency = addHistograms(workers.map((worker) => worker.latency));
  return {
    answered_last_hour: workers.reduce((sum, worker) => sum + worker.answered, 0),
    failed_last_hour: workers.reduce((sum, worker) => sum + worker.failed, 0),
    p50_ms: percentile(latency, 0.5),
    p95_ms: percentile(latency, 0.95),
  };
}
