import { z } from 'zod';
import type { CarrierMessage, CarrierPort, Found, SendResult, Sought } from '../carrier.ts';
import type { Called, CarrierLine } from './call.ts';
import { isThrottled, refusalReason, retryAfterMs } from './errors.ts';
import { renderSms } from './render.ts';
import { measureSms } from './segments.ts';
import { deliveryStateOf } from './status.ts';
import { askTwilio, errorCodeOf, readAs, type TwilioAccount } from './twilio-api.ts';

export type TwilioCarrierOptions = TwilioAccount & {
  line: CarrierLine;
  /** Where the carrier reports what becomes of a message; null where it could not reach us. */
  statusUrl: string | null;
  now: () => Date;
};

/** One Twilio account as a carrier of texts. */
export const createTwilioCarrier = (options: TwilioCarrierOptions): CarrierPort => ({
  render: (text) => renderSms(text).messages.map((message) => message.text),
  async send(message, { signal, mayWrite }) {
    const called = await askTwilio(options.line, options, {
      method: 'POST',
      path: '/Messages.json',
      form: formOf(message, options.statusUrl),
      signal,
      mayWrite,
    });
    return sendResultOf(called, message, options.now());
  },
  find: (sought, { signal }) => findMessages(options, sought, signal),
});

/** The reply's id comes back with every report, also with those that are faster than the answer to this call. */
function formOf({ to, from, text, ...which }: CarrierMessage, statusUrl: string | null): [string, string][] {
  const { replyId, part, parts } = which;
  const isReported = statusUrl !== null && replyId !== null;
  return [
    ['To', to],
    ['From', from],
    ['Body', text],
    ...(isReported
      ? [
          [
            'StatusCallback',
            `${statusUrl}?reply=${encodeURIComponent(replyId)}&part=${part}&parts=${parts}`,
          ] satisfies [string, string],
        ]
      : []),
  ];
}

const acceptedSchema = z.object({ sid: z.string().min(1), num_segments: z.coerce.number().catch(0) });

function sendResultOf(called: Called, { text }: CarrierMessage, now: Date): SendResult {
  switch (called.kind) {
    case 'withheld':
      return called;
    case 'not_written':
      return { kind: 'refused', reason: 'retry', code: 'not_connected', afterMs: null };
    case 'unanswered':
      return { kind: 'ambiguous', reason: called.reason };
    case 'answered':
      return answeredResult(called, text, now);
  }
}

function answeredResult(
  { status, body, retryAfter }: Extract<Called, { kind: 'answered' }>,
  text: string,
  now: Date,
): SendResult {
  if (status >= 200 && status < 300) {
    const accepted = readAs(acceptedSchema, body);
    if (!accepted) return { kind: 'ambiguous', reason: 'the answer could not be read' };
    return { kind: 'accepted', carrierId: accepted.sid, segments: accepted.num_segments || measureSms(text).segments };
  }
  // A 5xx may come from a proxy behind which the message was taken; so may the 408 of one that lost patience.
  if (status >= 500 || status === 408) return { kind: 'ambiguous', reason: `answered ${status}` };
  const code = errorCodeOf(body);
  return {
    kind: 'refused',
    reason: refusalReason(status, code),
    code: String(code ?? `http_${status}`),
    afterMs: retryAfterMs(retryAfter, now),
    ...(isThrottled(status, code) && { throttled: true }),
  };
}

const messageSchema = z.object({
  sid: z.string().min(1),
  body: z.string().nullable(),
  direction: z.string(),
  status: z.string(),
  date_created: z.string(),
  num_segments: z.coerce.number().catch(0),
  error_code: z.coerce.string().nullable().catch(null),
});
const pageSchema = z.object({ messages: z.array(messageSchema), next_page_uri: z.string().nullable() });

const PAGES_MAX = 20;
const PAGE_SIZE = 50;

/**
 * What it has taken for this recipient, newest first, back to the moment asked for. Not filtered by the carrier's
 * `DateSent`: a message that still waits there has none, and would seem never to have been taken.
 */
async function findMessages(options: TwilioCarrierOptions, sought: Sought, signal: AbortSignal): Promise<Found[]> {
  const query = new URLSearchParams({ To: sought.to, From: sought.from, PageSize: String(PAGE_SIZE) });
  // The carrier tells time in whole seconds.
  const after = Math.floor(sought.after.getTime() / 1_000) * 1_000;
  const found: Found[] = [];
  let path: string | null = `/Messages.json?${query}`;
  for (let pages = 0; path !== null; pages++) {
    if (pages === PAGES_MAX) throw new Error(`the carrier lists more than ${PAGES_MAX * PAGE_SIZE} messages`);
    const page = await readPage(options, path, signal);
    const recent = page.messages.filter(({ date_created }) => Date.parse(date_created) >= after);
    found.push(...recent.filter(({ direction }) => direction.startsWith('outbound')).map(foundOf));
    path = recent.length < page.messages.length ? null : page.next_page_uri;
  }
  return found;
}

async function readPage(options: TwilioCarrierOptions, path: string, signal: AbortSignal) {
  const called = await askTwilio(options.line, options, { method: 'GET', path, signal });
  const page = called.kind === 'answered' && called.status === 200 ? readAs(pageSchema, called.body) : null;
  if (page) return page;
  throw new Error(
    `the carrier did not list its messages: ${called.kind === 'answered' ? called.status : reasonOf(called)}`,
  );
}

const reasonOf = (called: Called): string => ('reason' in called ? called.reason : called.kind);

const foundOf = (message: z.output<typeof messageSchema>): Found => ({
  carrierId: message.sid,
  text: message.body ?? '',
  createdAt: new Date(message.date_created),
  state: deliveryStateOf(message.status) ?? 'queued',
  segments: message.num_segments,
  errorCode: message.error_code,
});
