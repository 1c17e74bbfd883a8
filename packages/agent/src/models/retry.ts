/** One try and two more, within one call: what fails longer is the turn's next attempt's business, or another model's. */
export const TRIES = 3;
/** A slot is held while a call waits here; whoever has to wait longer gives it back. */
export const LONGEST_PAUSE_MS = 2_000;
/** A provider that asks for longer is asked again after this all the same. */
const LONGEST_RETRY_AFTER_MS = 120_000;
const FIRST_PAUSE_MS = 250;

type Headers = { get(name: string): string | null };

/** What an answer says in `Retry-After` (seconds or a date) or `retry-after-ms`; null when it says nothing readable. */
export function retryAfterMs(headers: unknown, now: Date): number | null {
  if (typeof (headers as Headers | null)?.get !== 'function') return null;
  const { get } = headers as Headers;
  const exact = readMs(get.call(headers, 'retry-after-ms'), now);
  const coarse = get.call(headers, 'retry-after');
  const ms =
    exact ?? readMs(coarse !== null && /^\d+(\.\d+)?$/.test(coarse.trim()) ? `${Number(coarse) * 1_000}` : coarse, now);
  return ms === null ? null : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

function readMs(text: string | null, now: Date): number | null {
  if (text === null || text.trim() === '') return null;
  const ms = Number(text);
  if (Number.isFinite(ms)) return ms;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date - now.getTime();
}

/** How long before the next try: as long as the provider asks, else growing, with chance in it so that not all come back at once. */
export const pauseBefore = (failures: number, askedMs: number | null, random: () => number): number =>
  askedMs ?? Math.round(FIRST_PAUSE_MS * 2 ** (failures - 1) * (0.5 + random()));
