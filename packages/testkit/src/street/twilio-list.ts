import { type CarrierMessage, messageJson } from './twilio-messages.ts';

type Query = Record<string, unknown>;

const DAY_MS = 86_400_000;

const text = (query: Query, name: string): string | null => {
  const value = query[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** A bare date means the whole day, a date with a time that second. */
function sentWithin(message: CarrierMessage, value: string): boolean {
  if (!message.sentAt) return false;
  const from = Date.parse(value);
  const at = message.sentAt.getTime();
  return at >= from && at < from + (value.length === 10 ? DAY_MS : 1_000);
}

function matches(message: CarrierMessage, query: Query): boolean {
  const [to, from, on] = [text(query, 'To'), text(query, 'From'), text(query, 'DateSent')];
  // `DateSent<=2026-03-02` arrives as a parameter named `DateSent<`.
  const [before, after] = [text(query, 'DateSent<'), text(query, 'DateSent>')];
  if (to !== null && message.to !== to) return false;
  if (from !== null && message.from !== from) return false;
  if (on !== null && !sentWithin(message, on)) return false;
  if (before !== null && !(message.sentAt && message.sentAt.getTime() <= Date.parse(before))) return false;
  return !(after !== null && !(message.sentAt && message.sentAt.getTime() >= Date.parse(after)));
}

/** Newest first. The page token names the last message shown, so that new ones do not shift the pages. */
export function listPage(messages: readonly CarrierMessage[], query: Query, path: string) {
  const size = Math.min(Math.max(Number(text(query, 'PageSize') ?? 50) || 50, 1), 1_000);
  const token = text(query, 'PageToken')?.slice(2);
  const found = messages.toReversed().filter((message) => matches(message, query));
  const start = token ? found.findIndex((message) => message.sid === token) + 1 : 0;
  const shown = found.slice(start, start + size);
  const page = Number(text(query, 'Page') ?? 0) || 0;
  const last = shown.at(-1);
  const uriOf = (extra: Record<string, string>): string => `${path}?${pageQuery(query, size, extra)}`;
  return {
    first_page_uri: uriOf({ Page: '0' }),
    next_page_uri:
      last && start + size < found.length ? uriOf({ Page: String(page + 1), PageToken: `PA${last.sid}` }) : null,
    previous_page_uri: null,
    uri: uriOf({ Page: String(page) }),
    page,
    page_size: size,
    start,
    end: Math.max(start + shown.length - 1, 0),
    messages: shown.map(messageJson),
  };
}

const FILTERS = ['To', 'From', 'DateSent', 'DateSent<', 'DateSent>'];

function pageQuery(query: Query, size: number, extra: Record<string, string>): string {
  const next = new URLSearchParams();
  for (const name of FILTERS) {
    const value = text(query, name);
    if (value !== null) next.set(name, value);
  }
  next.set('PageSize', String(size));
  for (const [name, value] of Object.entries(extra)) next.set(name, value);
  return next.toString();
}
