import type { Bench, BenchOptions } from './bench.ts';
import { type Figure, figure, timesAtMost } from './figure.ts';
import { onFreshInstallation } from './installation.ts';
import type { Measured } from './turns/measure.ts';
import { measureProduct } from './turns/turns.ts';

const FEW = 1_000;

/** The same turns with few and with many messages stored: what they cost is not to grow with what lies there. */
export const growth: Bench = {
  about: `turns with ${FEW} messages stored, and with --stored of them`,
  async run(options) {
    const few = await withStored(options, FEW);
    const many = await withStored(options, options.stored);
    const name = (what: string) => `growth.${options.queue}.${what}_with_${options.stored}`;
    const grown = (what: string, of: (measured: Measured) => number, unit: string): Figure =>
      figure(name(what), of(many), unit, of(few), timesAtMost(1.3));
    return [
      grown('processor_time_per_turn', ({ cpu }) => Object.values(cpu ?? {}).reduce((sum, ms) => sum + ms, 0), 'ms'),
      grown('processor_time_per_turn.postgres', ({ cpu }) => cpu?.postgres ?? Number.NaN, 'ms'),
      grown('overhead_p50_at_100_per_s', ({ p50 }) => p50, 'ms'),
      grown('overhead_p99_at_100_per_s', ({ p99 }) => p99, 'ms'),
      figure(name('answered'), many.perSecond, 'turns/s', few.perSecond),
    ];
  },
};

const withStored = (options: BenchOptions, stored: number): Promise<Measured> =>
  onFreshInstallation({ ...options, stored }, `Parley with ${stored} messages`, (installation, started) =>
    measureProduct(installation, options, started),
  );
