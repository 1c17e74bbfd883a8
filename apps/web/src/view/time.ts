const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, to the precision that a person can use: `850 ms`, `1.2 s`, `3 min 4 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (Math.round(ms) < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 9.95 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  return formatSpan(ms);
}

/** A length of time in whole seconds and its two largest units. */
export function formatSpan(ms: number): string {
  const span = Math.max(0, Math.round(ms / SECOND) * SECOND);
  if (span < MINUTE) return `${span / SECOND} s`;
  if (span < HOUR) return join(span, MINUTE, 'min', SECOND, 's');
  if (span < DAY) return join(span, HOUR, 'h', MINUTE, 'min');
  return join(span, DAY, 'd', HOUR, 'h');
}

/** `just now`, `12 s ago`. A moment that a clock puts into the future is now. */
export const formatAgo = (ms: number): string => (ms < 1.5 * SECOND ? 'just now' : `${formatSpan(ms)} ago`);

/** The moment itself, for the tooltip of a relative time. */
export const formatMoment = (at: Date, locale?: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone }).format(at);

function join(span: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((span % large) / small);
  return `${Math.floor(span / large)} ${largeUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
}

export const formatDay = (at: Date, locale?: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at);

export const formatMinute = (at: Date, locale?: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
