/*
 * A histogram whose buckets grow by a quarter each, from 1 ms to some minutes: histograms of several processes can be
 * added, percentiles cannot.
 */
const GROWTH = 1.25;
const BUCKETS = 64;

export type LatencyHistogram = number[];

export const emptyHistogram = (): LatencyHistogram => new Array<number>(BUCKETS).fill(0);

const bucketOf = (ms: number): number =>
  Math.min(BUCKETS - 1, Math.max(0, Math.ceil(Math.log(Math.max(ms, 1)) / Math.log(GROWTH))));

export function record(histogram: LatencyHistogram, ms: number): void {
  const bucket = bucketOf(ms);
  histogram[bucket] = (histogram[bucket] ?? 0) + 1;
}

export const addHistograms = (histograms: readonly LatencyHistogram[]): LatencyHistogram =>
  emptyHistogram().map((_, bucket) => histograms.reduce((sum, one) => sum + (one[bucket] ?? 0), 0));

/** The upper edge of the bucket in which that share of all values has been reached; `null` without values. */
export function percentile(histogram: LatencyHistogram, share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [bucket, count] of histogram.entries()) {
    seen += count;
    if (seen >= total * share) return Math.round(GROWTH ** bucket);
  }
  return null;
}
