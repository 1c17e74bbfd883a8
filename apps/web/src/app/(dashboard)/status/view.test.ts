import type { Status } from '@parley/shared/contract/status';
import { describe, expect, test } from 'vitest';
import { parseStatusSearch, statusHref } from './search-params.ts';
import {
  countKinds,
  countUpTo,
  failureText,
  heartbeatText,
  noTurnsLastHour,
  overallView,
  runningFor,
  shortId,
  sortProcesses,
  splitCode,
} from './view.ts';

type Process = Status['processes'][number];

const process = (id: string, changes: Partial<Process> = {}): Process => ({
  id,
  kind: 'worker',
  state: 'up',
  started_at: '2026-11-20T08:00:00.000Z',
  heartbeat_age_ms: 800,
  ...changes,
});

const turns = (answered: number, failed: number) =>
  ({ turns: { answered_last_hour: answered, failed_last_hour: failed, p50_ms: null, p95_ms: null } }) as Status;

test('a state that is not current is told without a colour that says all is well', () => {
  expect(overallView('operational', false)).toMatchObject({ tone: 'good', title: 'Operational' });
  expect(overallView('operational', true)).toMatchObject({ tone: 'muted', title: 'Last known: operational' });
  expect(overallView('down', true)).toMatchObject({ tone: 'muted', title: 'Last known: down' });
});

test('a failure that may pass is told in the words of this page, any other in those of the API', () => {
  expect(failureText({ retryable: true, message: 'The API cannot be reached.' })).toContain('`pnpm run doctor`');
  expect(failureText({ retryable: false, message: 'not in the expected form' })).toBe('not in the expected form');
});

test('processes in trouble come first, then by kind, age and id, whatever the order they came in', () => {
  const sorted = [
    process('silent', { state: 'silent', kind: 'slackbot' }),
    process('stopping', { state: 'stopping' }),
    process('api', { kind: 'api' }),
    process('z-older', { started_at: '2026-11-20T07:00:00.000Z' }),
    process('twin-a'),
    process('twin-b'),
    process('slackbot', { kind: 'slackbot' }),
  ];
  expect(sortProcesses(sorted.toReversed())).toEqual(sorted);
});

describe('the filter by kind', () => {
  const processes = [process('a'), process('b'), process('c', { kind: 'api' })];

  test('offers all, and the kinds that are there', () => {
    expect(countKinds(processes, null).map(({ name, count }) => `${name} ${count}`)).toEqual([
      'All 3',
      'API 1',
      'Worker 2',
    ]);
  });

  test('keeps the chosen kind although its last process has gone', () => {
    expect(countKinds(processes, 'slackbot').at(-1)).toEqual({ kind: 'slackbot', name: 'Slack bot', count: 0 });
  });

  test.each([
    [{ kind: 'worker' }, 'worker'],
    [{ kind: 'Worker' }, null],
    [{ kind: ['worker', 'api'] }, null],
    [{ other: 'x' }, null],
  ])('reads the address %j as %s', (given, kind) => {
    expect(parseStatusSearch(given)).toEqual({ kind });
  });

  test('writes an address that it reads again', () => {
    expect(statusHref({ kind: 'api' })).toBe('/status?kind=api');
    expect(statusHref({ kind: null })).toBe('/status');
  });
});

test('times of a process are those of the api’s clock', () => {
  expect(runningFor(process('a'), '2026-11-20T09:30:00.000Z')).toBe(90 * 60_000);
  expect(heartbeatText(process('a', { heartbeat_age_ms: 134_000 }))).toBe('2 min 14 s ago');
});

test('the hour is empty only when nothing was answered and nothing failed', () => {
  expect(noTurnsLastHour(turns(0, 0))).toBe(true);
  expect(noTurnsLastHour(turns(0, 1))).toBe(false);
  expect(noTurnsLastHour(turns(1, 0))).toBe(false);
});

test('an id is shortened in its middle', () => {
  expect(shortId('proc_01k9x2m402q7r8s9t0v1w2x3y4')).toBe('proc_…w2x3y4');
});

test('every second piece between backticks is code', () => {
  expect(splitCode('Run `pnpm start`, then `pnpm run doctor`.')).toEqual([
    'Run ',
    'pnpm start',
    ', then ',
    'pnpm run doctor',
    '.',
  ]);
  expect(splitCode('no code')).toEqual(['no code']);
});

test('a count that was broken off says so', () => {
  expect([countUpTo(1_204, 10_000), countUpTo(10_000, 10_000)]).toEqual(['1,204', '10,000 or more']);
});
