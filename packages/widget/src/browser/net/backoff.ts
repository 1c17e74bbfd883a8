const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/** Doubles with every failure; half of it is chance, so that a thousand pages do not come back in the same second. */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(failures - 1, 30)));
  return Math.round(full / 2 + (full / 2) * random());
}
