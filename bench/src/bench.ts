import type { Figure } from './figure.ts';

export type BenchOptions = {
  queue: 'postgres' | 'redis';
  seconds: number;
  /** So many messages lie there already. */
  stored: number;
  /** Without the straightforward way beside it: quicker, for whoever works on a figure. */
  alone: boolean;
  /** Where each process leaves a profile of its processor time; null for none. */
  profile: string | null;
  say: (line: string) => void;
};

/** One `pnpm bench <name>`: measures the product and its baseline in the same run, and ends by itself. */
export type Bench = {
  about: string;
  run(options: BenchOptions): Promise<Figure[]>;
};
