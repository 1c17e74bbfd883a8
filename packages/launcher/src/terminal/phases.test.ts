import { expect, test } from 'vitest';
import { fakeTerminal } from './fake-terminal.ts';
import { type Clock, showPhases } from './phases.ts';

/** A clock that a test moves; its ticks come when it is moved. */
function handClock() {
  let now = 0;
  const ticks = new Set<() => void>();
  const clock: Clock = {
    now: () => now,
    every: (_ms, tick) => {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
  };
  const move = (ms: number) => {
    now += ms;
    for (const tick of ticks) tick();
  };
  return { clock, move, ticking: () => ticks.size };
}

test('a finished phase is one line with what it said last and its seconds', async () => {
  const { terminal, written } = fakeTerminal();
  const { clock, move } = handClock();
  await showPhases(terminal, clock).run('Postgres', async (say) => {
    say('starting');
    move(1_240);
    say('18.4 on port 54329');
  });
  expect(written()).toMatch(/^ ✓ Postgres +18\.4 on port 54329 +1\.2 s\n$/);
});

test('how far all phases are can be asked, for the page that shows it', async () => {
  const { clock, move } = handClock();
  const phases = showPhases(fakeTerminal().terminal, clock);
  const slow = Promise.withResolvers<void>();
  const building = phases.run('web build', (say) => {
    say('compiling');
    return slow.promise;
  });
  await phases.run('Postgres', async () => move(300));
  move(700);
  expect(phases.states()).toEqual([
    { name: 'web build', detail: 'compiling', state: 'running', ms: 1_000 },
    { name: 'Postgres', detail: '', state: 'done', ms: 300 },
  ]);
  slow.resolve();
  await building;
});

test('a failed phase is marked, and its error goes on to whoever waits', async () => {
  const { terminal, written } = fakeTerminal();
  const phases = showPhases(terminal, handClock().clock);
  await expect(phases.run('api', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(written()).toMatch(/^ ✗ api /);
});

test('a redirected output has whole lines only, and hears from a long phase after 5 s and then every 10 s', async () => {
  const { terminal, written } = fakeTerminal({ live: false });
  const { clock, move } = handClock();
  const phase = Promise.withResolvers<void>();
  const done = showPhases(terminal, clock).run('web build', async (say) => {
    say('compiling');
    await phase.promise;
  });
  for (let i = 0; i < 16; i++) move(1_000);
  phase.resolve();
  await done;
  expect(written()).not.toContain('\u001b');
  expect(
    written()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ')),
  ).toEqual([' … web build compiling 5.0 s', ' … web build compiling 15.0 s', ' ✓ web build compiling 16.0 s', '']);
});

test('on a terminal running phases are redrawn in place below what is finished', async () => {
  const { terminal, written } = fakeTerminal({ live: true });
  const { clock, move, ticking } = handClock();
  const phases = showPhases(terminal, clock);
  const slow = Promise.withResolvers<void>();
  const slowDone = phases.run('web build', () => slow.promise);
  await phases.run('Postgres', async () => {});
  move(80);
  slow.resolve();
  await slowDone;
  expect(screenOf(written()).map((line) => line.trim().split(/ +/).slice(0, 2).join(' '))).toEqual([
    '✓ Postgres',
    '✓ web',
  ]);
  expect(ticking()).toBe(0);
});

test('a moving line never wraps, however long its detail', async () => {
  const { terminal, written } = fakeTerminal({ live: true, columns: 40 });
  const { clock, move } = handClock();
  const slow = Promise.withResolvers<void>();
  const done = showPhases(terminal, clock).run('api', (say) => {
    say('waiting: '.repeat(20));
    return slow.promise;
  });
  move(80);
  expect(screenOf(written()).map((line) => [...line].length)).toEqual([39]);
  slow.resolve();
  await done;
});

test('once closed, phases that still run are not spoken of; notes are', async () => {
  const { terminal, written } = fakeTerminal({ live: true });
  const { clock, move } = handClock();
  const phases = showPhases(terminal, clock);
  const slow = Promise.withResolvers<void>();
  const done = phases.run('web', () => slow.promise);
  phases.close();
  move(100);
  slow.reject(new Error('stopped'));
  await expect(done).rejects.toThrow('stopped');
  phases.note('api is back');
  expect(screenOf(written())).toEqual(['api is back']);
});

test('a note goes above the moving lines', async () => {
  const { terminal, written } = fakeTerminal({ live: true });
  const phases = showPhases(terminal, handClock().clock);
  const slow = Promise.withResolvers<void>();
  const done = phases.run('web', () => slow.promise);
  phases.note('port 3000 is taken');
  expect(screenOf(written())[0]).toBe('port 3000 is taken');
  expect(screenOf(written())[1]).toMatch(/web/);
  slow.resolve();
  await done;
});

/** What stands on the screen after the cursor has gone up and lines were cleared. */
function screenOf(output: string): string[] {
  const [first = '', ...afterErasing] = output.split('\u001b[1A\u001b[2K');
  const lines = first.split('\n');
  for (const part of afterErasing) lines.splice(-2, 2, ...part.split('\n'));
  return lines.filter((line) => line !== '');
}
