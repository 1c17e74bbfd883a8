export type AfterDeath = { kind: 'restart'; afterMs: number } | { kind: 'give_up' };

const WINDOW_MS = 60_000;
const DEATHS_TO_GIVE_UP = 3;
const FIRST_PAUSE_MS = 250;
const GROWTH = 8;

/** `deaths`: when the child died, the latest included, in milliseconds. The third within a minute is the last. */
export function afterDeath(deaths: readonly number[], now: number): AfterDeath {
  const recent = deaths.filter((at) => now - at < WINDOW_MS).length;
  if (recent >= DEATHS_TO_GIVE_UP) return { kind: 'give_up' };
  return { kind: 'restart', afterMs: FIRST_PAUSE_MS * GROWTH ** (recent - 1) };
}
