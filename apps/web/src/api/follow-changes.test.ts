import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followChanges, type LiveState, waitMs } from './follow-changes.ts';

let states: LiveState[];
let heard: unknown[];
let leaving: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  [states, heard, leaving] = [[], [], new AbortController()];
});
afterEach(() => {
  leaving.abort();
  vi.useRealTimers();
});

type Line = AsyncIterable<{ data: string }>;

/** Each time it is opened, the next of the lines; the last one again and again. */
function follow(...lines: Array<(signal: AbortSignal) => Line>): { opened: () => number } {
  let opened = 0;
  void followChanges({
    open(signal) {
      opened += 1;
      return (lines[opened - 1] ?? (lines.at(-1) as (signal: AbortSignal) => Line))(signal);
    },
    onState: (state) => states.at(-1) !== state && states.push(state),
    onChange: (areas) => heard.push(areas),
    random: () => 1,
    signal: leaving.signal,
  });
  return { opened: () => opened };
}

const stays = async function* (signal: AbortSignal): Line {
  yield { data: '{"areas":"all"}' };
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('left'))));
};
// biome-ignore lint/correctness/useYield: a line that breaks before its first word.
const refused = async function* (): Line {
  throw new Error('refused');
};
const cut = async function* (): Line {
  yield { data: '{"areas":["team"]}' };
};

test('what is heard is passed on, and the line is live', async () => {
  follow(stays);
  await vi.advanceTimersByTimeAsync(0);
  expect([states, heard]).toEqual([['connecting', 'live'], ['all']]);
});

test('a line that is cut is opened again after a second', async () => {
  const { opened } = follow(cut, stays);
  await vi.advanceTimersByTimeAsync(999);
  expect(opened()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
  expect(heard).toEqual([['team'], 'all']);
});

test('after several attempts in vain it says offline, goes on, and comes back', async () => {
  const { opened } = follow(refused, refused, refused, refused, stays);
  await vi.advanceTimersByTimeAsync(1_000 + 2_000);
  expect(states).toEqual(['connecting', 'reconnecting', 'offline']);
  await vi.advanceTimersByTimeAsync(4_000 + 8_000);
  expect([opened(), states.at(-1)]).toEqual([5, 'live']);
});

test('a line that says nothing for long is dead', async () => {
  const { opened } = follow(stays);
  await vi.advanceTimersByTimeAsync(24_999);
  expect(states.at(-1)).toBe('live');
  await vi.advanceTimersByTimeAsync(1);
  expect(states.at(-1)).toBe('reconnecting');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([opened(), states.at(-1)]).toEqual([2, 'live']);
});

test('words that this page does not know may mean anything', async () => {
  follow(async function* () {
    yield { data: '{"areas":["something newer"]}' };
    yield { data: 'not json' };
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual(['all', 'all']);
});

test('who leaves is not brought back', async () => {
  const { opened } = follow(stays);
  await vi.advanceTimersByTimeAsync(0);
  leaving.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([opened(), states.at(-1)]).toEqual([1, 'live']);
});

test('waits grow to fifteen seconds, and differ from page to page', () => {
  expect([1, 2, 3, 4, 5, 20].map((n) => waitMs(n, () => 1))).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(waitMs(1, () => 0)).toBe(500);
});
