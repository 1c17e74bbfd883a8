import { expect, test } from 'vitest';
import { storm } from './storm.ts';

// The seed differs from run to run, so that the storms of many runs see more than one; a red one names it.
const seed = Math.floor(Math.random() * 2 ** 31);

test.each(['postgres', 'redis'] as const)(
  'a storm over %s leaves every ledger whole',
  async (queue) => {
    const report = await storm({ seed, turns: 600, kills: 20, queue, say: () => {}, overhear: () => {} });
    const broken = Object.entries(report.counts).filter(([, count]) => count !== 0);
    expect(broken, `pnpm chaos --seed ${seed} --turns 600 --queue ${queue}`).toEqual([]);
    expect(report.drainedSeconds ?? Infinity, 'drained within 15 s').toBeLessThanOrEqual(15);
    // Phones that have said STOP write no more.
    expect(report.turns).toBeGreaterThan(400);
  },
  300_000,
);
