import { silentLogger } from '@parley/telemetry/logger';
import { expect, test } from 'vitest';
import { startSweep } from './sweep.ts';

/** A timer that goes off when the test says so. */
function fakeTimer() {
  let due: (() => void) | null = null;
  const pauses: number[] = [];
  return {
    pauses,
    isSet: () => due !== null,
    later(run: () => void, ms: number) {
      pauses.push(ms);
      due = run;
      return () => {
        due = null;
      };
    },
    goOff() {
      const run = due;
      due = null;
      run?.();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('one tick at a time, the next pause after its end', async () => {
  const timer = fakeTimer();
  let end = () => {};
  let ticks = 0;
  const tick = () => {
    ticks++;
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  };
  const sweep = startSweep({ everyMs: 1_000, tick, log: silentLogger, later: timer.later });
  timer.goOff();
  await settled();
  expect({ ticks, next: timer.isSet() }).toEqual({ ticks: 1, next: false });
  end();
  await settled();
  expect({ ticks, next: timer.isSet() }).toEqual({ ticks: 1, next: true });
  await sweep.stop();
});

test.each([
  { random: 0, pauses: [0, 800, 800] },
  { random: 0.5, pauses: [500, 1_000, 1_000] },
  { random: 0.75, pauses: [750, 1_100, 1_100] },
])('pauses spread around the wanted one (chance $random)', async ({ random, pauses }) => {
  const timer = fakeTimer();
  const { later } = timer;
  const sweep = startSweep({ everyMs: 1_000, tick: async () => {}, log: silentLogger, later, random: () => random });
  for (let i = 0; i < 2; i++) {
    timer.goOff();
    await settled();
  }
  expect(timer.pauses.map(Math.round)).toEqual(pauses);
  await sweep.stop();
});

test('a tick that fails or throws is said once, and so is the next that works', async () => {
  const timer = fakeTimer();
  const said: string[] = [];
  const say = (_fields: object | string, text = '') => void said.push(text);
  const log = { ...silentLogger, error: say, info: say };
  const results = [
    () => Promise.reject(new Error('no database')),
    () => {
      throw new Error('no database, at once');
    },
    () => Promise.resolve(),
    () => Promise.resolve(),
  ];
  let ticks = 0;
  const tick = () => (results[ticks++] ?? Promise.resolve)();
  const sweep = startSweep({ everyMs: 1, tick, log, later: timer.later });
  for (const _ of results) {
    timer.goOff();
    await settled();
  }
  expect(ticks).toBe(4);
  expect(said).toEqual(['a sweep failed; it goes on', 'sweeping again']);
  await sweep.stop();
});

test('stop waits for the tick in progress, and no other begins', async () => {
  const timer = fakeTimer();
  let end = () => {};
  const tick = () =>
    new Promise<void>((resolve) => {
      end = resolve;
    });
  const sweep = startSweep({ everyMs: 1_000, tick, log: silentLogger, later: timer.later });
  timer.goOff();
  let stopped = false;
  const stopping = sweep.stop().then(() => {
    stopped = true;
  });
  await settled();
  expect(stopped).toBe(false);
  end();
  await stopping;
  expect(timer.isSet()).toBe(false);
});

test('stop before the first tick', async () => {
  const timer = fakeTimer();
  const sweep = startSweep({ everyMs: 1_000, tick: async () => {}, log: silentLogger, later: timer.later });
  await sweep.stop();
  expect(timer.isSet()).toBe(false);
});
