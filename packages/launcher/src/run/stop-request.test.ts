import { expect, onTestFinished, test } from 'vitest';
import { listenForStop } from './stop-request.ts';

/** Asks as a signal would, without one that would end the test. */
function listen() {
  let now = 0;
  const stop = listenForStop(() => now);
  onTestFinished(stop.dispose);
  return { stop, at: (ms: number) => (now = ms) };
}

test('the first wish to stop is told, with who had it', async () => {
  const { stop } = listen();
  process.emit('SIGTERM');
  await stop.asked;
  expect(stop.signal.reason).toBe('SIGTERM');
});

test('one Ctrl-C that arrives twice is one', () => {
  const { stop, at } = listen();
  let forced = false;
  stop.onForce(() => (forced = true));
  process.emit('SIGINT');
  at(499);
  process.emit('SIGINT');
  expect(forced).toBe(false);
});

test('a second Ctrl-C forces', () => {
  const { stop, at } = listen();
  // Thrown instead of leaving, so that the test lives on.
  stop.onForce(() => {
    throw new Error('forced');
  });
  process.emit('SIGINT');
  at(501);
  expect(() => process.emit('SIGINT')).toThrow('forced');
});
