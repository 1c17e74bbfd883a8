/** Server-sent events as bytes on the wire. Pure: the api owns the socket. */
export type ServerSentEvent = {
  event: string;
  data: string;
  /** What the browser gives back as `Last-Event-ID`. Left out, the last one given stays in force. */
  id?: string;
};

export const LAST_EVENT_ID_MAX = 64;

// Every kind of line end that the format knows: one left inside a value would begin a field of its own.
const LINE_END = /\r\n|\r|\n/;

export function formatEvent({ event, data, id }: ServerSentEvent): string {
  const lines = [`event: ${oneLine('event', event)}`];
  if (id !== undefined) lines.push(`id: ${oneLine('id', id)}`);
  for (const line of data.split(LINE_END)) lines.push(`data: ${line}`);
  return `${lines.join('\n')}\n\n`;
}

/** A line that readers ignore: it keeps proxies from closing a quiet stream, and tells the widget that we live. */
export const formatComment = (text: string): string =>
  `${text
    .split(LINE_END)
    .map((line) => `: ${line}`)
    .join('\n')}\n\n`;

/** How long a reader waits before it connects again. */
export const formatRetry = (delayMs: number): string => `retry: ${Math.max(0, Math.round(delayMs))}\n\n`;

/** The cursor to go on from, or null when the header is missing or is nothing that we ever gave out. */
export function parseLastEventId(header: string | readonly string[] | undefined): string | null {
  if (typeof header !== 'string' || header.length > LAST_EVENT_ID_MAX) return null;
  return /^[\x21-\x7e]+$/.test(header) ? header : null;
}

function oneLine(field: string, value: string): string {
  if (LINE_END.test(value) || value.includes('\0')) throw new RangeError(`${field} must be one line without NUL`);
  return value;
}
