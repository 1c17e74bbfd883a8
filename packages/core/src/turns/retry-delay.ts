/** One second, then four, then sixteen …, capped: a failing turn blocks its lane, so the sum of its delays stays small. */
export const retryDelayMs = (attempts: number): number => Math.min(1_000 * 4 ** Math.max(attempts - 1, 0), 30_000);
