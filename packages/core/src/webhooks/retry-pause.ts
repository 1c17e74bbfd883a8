const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses after the first failed try, the second …: over three days in all, in which a receiver can be mended. */
export const RETRY_PAUSES_MS: readonly number[] = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
];

const SPREAD = 0.1;

/** How long to wait after that many failed tries, a little more or less: what failed together does not come back together. */
export function retryPauseMs(tries: number, chance: number): number | null {
  const pause = RETRY_PAUSES_MS[tries - 1];
  return pause === undefined ? null : Math.round(pause * (1 - SPREAD + 2 * SPREAD * chance));
}
