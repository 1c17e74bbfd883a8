import type { Question, Visit } from '../dialogue/matter.ts';
import { sayDate, sayList, sayTime } from './dates.ts';

/**
 * What we say in a form that we know again: a model remembers only what stands in the conversation, so the dialogue is
 * read back from these sentences (`dialogue/hear-ourselves.ts`).
 */
export const OFFER_PERSON = 'Shall I pass this on to a colleague?';
export const ANYTHING_ELSE = 'Is there anything else I can help with?';
export const WHAT_SERVICE = 'What would you like to come in for?';
export const WHAT_DAY = 'What day would suit you?';
export const WHAT_OTHER_TIME = 'What other day or time would suit you?';
export const WHICH_SLOT = 'Which one suits you?';
export const WHICH_VISIT = 'Which one do you mean?';
export const CANCEL_ALL = 'Shall I cancel all of them?';
export const MOVE_OR_CANCEL = 'Shall I move it to another day, or cancel it?';
export const WHICH_ORDER = 'Which order is it? Please tell me its number.';
export const REFUND_ALL = 'Shall I refund all of it?';
export const WHAT_PERCENT = 'What discount were you promised, in percent?';
export const WHAT_HAPPENED = 'What happened?';
export const WHAT_MESSAGE = 'What would you like to tell them?';
export const LATER = 'After that I will see to your';

export const whatTime = (date: string, today: string): string => `What time on ${sayDate(date, today)} would suit you?`;

export const QUESTIONS: ReadonlyArray<readonly [Question, RegExp]> = [
  ['slot', /Which one suits you\?|Shall I (book|take|move it to) /],
  ['service', /What would you like to come in for\?/],
  ['time', /What time on [^?]+ would suit you\?/],
  ['day', /What day would suit you\?|What other day or time would suit you\?|To what day /],
  ['all', /Shall I cancel all of them\?/],
  ['which', /Which one do you mean\?/],
  ['move_or_cancel', /Shall I move it to another day, or cancel it\?/],
  ['order', /Which order is it\?/],
  ['amount', /Shall I refund /],
  ['percent', /What discount were you promised/],
  ['details', /What happened\?|What would you like to tell them\?/],
  ['person', /Shall I pass this on to a colleague\?/],
  ['else', /Is there anything else I can help with\?|What can I do for you\?|How can I help\?/],
];

export const sayVisit = ({ service, date, time, reference }: Visit, today: string, resource?: string | null): string =>
  `${service} on ${sayDate(date, today)} at ${sayTime(time)}${resource ? ` with ${resource}` : ''} (${reference})`;

export const sayFree = (date: string, times: readonly string[], today: string): string =>
  `Free on ${sayDate(date, today)}: ${sayList(times.map(sayTime))}.`;

export const saidVisit =
  /(?<=^|[:.] |\d\. |and )([\p{L}][^:.\n(]*?) on (\p{Lu}\p{L}+day \d{1,2} \p{Lu}\p{L}+(?: \d{4})?) at (\d{1,2}:\d{2})(?: with [^(\n]+?)? \(([A-Z0-9-]+)\)/gmu;
export const saidFree = /Free on ([^:]+): ([^.]+)\./g;
export const saidProposal = /Shall I (?:book|move it to) (\d{1,2}:\d{2})/;
export const saidServices = /We offer ([^.]+)\./;
export const saidDay = /What time on ([^?]+) would suit you\?/;
