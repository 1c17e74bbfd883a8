import type { ApiError } from '@parley/sdk/api-error';
import type { Status } from '@parley/shared/contract/status';
import type { Tone } from '../../../components/tone.ts';
import { formatAgo } from '../../../view/time.ts';
import { PROCESS_KINDS, type ProcessKind } from './search-params.ts';

type Process = Status['processes'][number];

type Overall = { tone: Tone; title: string; sentence: string };

const OVERALL: Record<Status['state'], Overall> = {
  operational: { tone: 'good', title: 'Operational', sentence: 'Messages are taken in and answered.' },
  degraded: { tone: 'warn', title: 'Degraded', sentence: 'Parley runs, but something needs your attention.' },
  down: { tone: 'bad', title: 'Down', sentence: 'Messages are not being answered.' },
};

/** What was known is no longer a state: it is shown, but not in a colour that says all is well. */
export function overallView(state: Status['state'], stale: boolean): Overall {
  const overall = OVERALL[state];
  if (!stale) return overall;
  return {
    tone: 'muted',
    title: `Last known: ${overall.title.toLowerCase()}`,
    sentence: 'Whether that still holds cannot be told.',
  };
}

/** Why the status could not be read, for a person who looks at this page rather than for a program. */
export const failureText = (failure: Pick<ApiError, 'retryable' | 'message'>): string =>
  failure.retryable
    ? 'It may be restarting. If this lasts, look whether the api process runs: `pnpm run doctor` tells.'
    : failure.message;

/** `code` between backticks, as people write it in plain text: every second piece is code. */
export const splitCode = (text: string): string[] => text.split('`');

export const PROCESS_STATE: Record<Process['state'], { tone: Tone; word: string; order: number }> = {
  silent: { tone: 'bad', word: 'Silent', order: 0 },
  stopping: { tone: 'warn', word: 'Stopping', order: 1 },
  up: { tone: 'good', word: 'Up', order: 2 },
};

export const KIND_NAME: Record<ProcessKind, string> = { api: 'API', worker: 'Worker', slackbot: 'Slack bot' };

export const QUEUE_NAME: Record<Status['queue']['backend'], string> = { postgres: 'Postgres', redis: 'Redis' };

/** Those in trouble first, then by kind and age, so that rows keep their places from one reading to the next. */
export function sortProcesses(processes: readonly Process[]): Process[] {
  return processes.toSorted(
    (a, b) =>
      PROCESS_STATE[a.state].order - PROCESS_STATE[b.state].order ||
      PROCESS_KINDS.indexOf(a.kind) - PROCESS_KINDS.indexOf(b.kind) ||
      a.started_at.localeCompare(b.started_at) ||
      a.id.localeCompare(b.id),
  );
}

export type KindCount = { kind: ProcessKind | null; name: string; count: number };

/** The filter's choices: all, and each kind that is there. The chosen one stays although its last process left. */
export function countKinds(processes: readonly Process[], chosen: ProcessKind | null): KindCount[] {
  const kinds = PROCESS_KINDS.map((kind) => ({
    kind,
    name: KIND_NAME[kind],
    count: processes.filter((process) => process.kind === kind).length,
  }));
  return [
    { kind: null, name: 'All', count: processes.length },
    ...kinds.filter(({ kind, count }) => count > 0 || kind === chosen),
  ];
}

/** An id's head and tail, where the whole does not fit; ids that are made together differ at the end. */
export const shortId = (id: string): string => `${id.slice(0, id.indexOf('_') + 1)}…${id.slice(-6)}`;

/** As the api sees it: both times are of its own clock. */
export const runningFor = (process: Process, statusAt: string): number =>
  Date.parse(statusAt) - Date.parse(process.started_at);

export const heartbeatText = (process: Process): string => formatAgo(process.heartbeat_age_ms);

export const noTurnsLastHour = ({ turns }: Status): boolean => turns.answered_last_hour + turns.failed_last_hour === 0;

const counts = new Intl.NumberFormat('en');
export const formatCount = (count: number): string => counts.format(count);

/** Where counting has ended there may be more. */
export const countUpTo = (count: number, most: number): string =>
  `${formatCount(count)}${count >= most ? ' or more' : ''}`;
