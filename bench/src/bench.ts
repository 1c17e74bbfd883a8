import type { Figure } from './figure.ts';

export type BenchOptions = {
  queue: 'postgres' | 'redis';
  seconds: number;
  say: (line: string) => void;
};

/** One `pnpm bench <name>`: measures the product and its baseline in the same run, and ends by itself. */
export type Bench = {
  about: string;
  run(options: BenchOptions): Promise<Figure[]>;
};
