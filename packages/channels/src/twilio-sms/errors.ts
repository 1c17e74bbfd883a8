/** What a refusal asks for: to try again later, to leave it, or to note that the person has said STOP. */
export type RefusalReason = 'retry' | 'terminal' | 'consent';

const CONSENT = new Set([21610]);

/** Whether a message was not delivered because the person has told the carrier STOP. */
export const isStopError = (code: string | null): boolean => code !== null && CONSENT.has(Number(code));

/**
 * Refusals that time or someone's hand can mend: the account's own limits and queue (20429, 14107, 21611), and credentials
 * that are being changed or a suspended account (20003, 20005): the reply waits, and what is tried too often is given up.
 */
const RETRY = new Set([14107, 20003, 20005, 20429, 21611, 21613]);

/** The account, or the number's queue, takes no more just now: the next text of this line would be refused as well. */
export const isThrottled = (status: number, code: number | null): boolean =>
  status === 429 || (code !== null && THROTTLED.has(code));

const THROTTLED = new Set([14107, 20429, 21611]);

export function refusalReason(status: number, code: number | null): RefusalReason {
  if (code !== null && CONSENT.has(code)) return 'consent';
  if (status === 429 || status === 401 || (code !== null && RETRY.has(code))) return 'retry';
  return 'terminal';
}

/** How a delivery that failed, after the carrier had taken the message, is told to people. */
const WORDS: Record<string, string> = {
  '21610': 'This person has told the carrier STOP. They can send START to hear from you again.',
  '21211': 'This is not a valid phone number.',
  '21408': 'The Twilio account may not send to this country. Allow it in Twilio’s geographic permissions.',
  '21606': 'The number it would be sent from is not one that this Twilio account can send texts from.',
  '21608': 'A Twilio trial account sends to verified numbers only.',
  '21614': 'This number cannot receive text messages.',
  '14107': 'The Twilio account sends more than it may at once.',
  '20003': 'Twilio refuses the account’s credentials.',
  '20005': 'The Twilio account is not active.',
  '20429': 'Twilio was asked too often at once.',
  '21611': 'The sending number’s queue at Twilio is full.',
  '30001': 'The carrier’s queue was full.',
  '30002': 'The Twilio account is suspended.',
  '30003': 'The phone could not be reached: it is switched off, has no service, or does not take texts.',
  '30004': 'The message was blocked: the person or their network does not take texts from this number.',
  '30005': 'The number is unknown or no longer in service.',
  '30006': 'This is a landline, or a network that cannot be reached.',
  '30007': 'The network filtered the message out as unwanted.',
  '30008': 'The network did not say why it was not delivered.',
  '30034': 'The sending number is not registered for business texts (A2P 10DLC). Register it at Twilio.',
};

export const explainCarrierError = (code: string): string =>
  WORDS[code] ?? `The carrier gave code ${code}. What it means: https://www.twilio.com/docs/api/errors/${code}`;

const LONGEST_WAIT_S = 3_600;

/** `Retry-After`, in seconds or as a date; null when there is none that can be understood. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined || header.trim() === '') return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now.getTime()) / 1_000;
  if (Number.isNaN(seconds)) return null;
  return Math.round(Math.min(Math.max(seconds, 0), LONGEST_WAIT_S) * 1_000);
}
