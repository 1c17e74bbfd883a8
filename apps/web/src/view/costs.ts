import type { Budget, Costs, Price } from '@parley/shared/contract/money';
import { dollars } from '@parley/shared/cost';
import type { Tone } from '../components/tone.ts';

/** What an address asks for; what is no month is left out. */
export function parseCostsSearch({ month }: Record<string, string | string[] | undefined>): {
  month: string | undefined;
} {
  return { month: typeof month === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : undefined };
}

/** `$12.50` */
export const amountText = (micros: number): string => `$${dollars(micros)}`;

/** As it is typed again. */
export const dollarsOf = dollars;

/** `12.5`, `12,50`, `$12`: in micro-dollars; null for what is no amount, or finer than a millionth. */
export function microsFrom(text: string): number | null {
  const [, whole = '', part = ''] = /^\$?\s*(\d{1,6})(?:[.,](\d{1,6}))?$/.exec(text.trim()) ?? [];
  return whole === '' ? null : Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'));
}

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `November 2026` */
export const monthName = (month: string): string => MONTH.format(new Date(`${month}-01T00:00:00Z`));

export function monthsAround(month: string): { before: string; after: string } {
  const at = (by: number) => {
    const date = new Date(`${month}-01T00:00:00Z`);
    date.setUTCMonth(date.getUTCMonth() + by);
    return date.toISOString().slice(0, 7);
  };
  return { before: at(-1), after: at(1) };
}

export const PURPOSE_WORDS: Record<Costs['by_purpose'][number]['purpose'], string> = {
  answer: 'Answers',
  discarded: 'Calls that brought no answer',
  replay: 'Replays',
};

/** The widths of bars, in percent of the longest. */
export function sharesOf(amounts: readonly number[]): number[] {
  const most = Math.max(...amounts, 1);
  return amounts.map((amount) => Math.round((amount / most) * 100));
}

export const unpricedText = (calls: number): string =>
  calls === 1
    ? 'Of one call nobody knows the price.'
    : `Of ${calls.toLocaleString('en')} calls nobody knows the price.`;

export function budgetState({ hard, limit_micros, spent_micros, refuses_since }: Budget): {
  tone: Tone;
  word: string;
  share: number;
} {
  const share = limit_micros === 0 ? 100 : Math.min(100, Math.floor((spent_micros / limit_micros) * 100));
  if (refuses_since) return { tone: 'bad', word: 'Used up: messages are not answered', share };
  if (spent_micros >= limit_micros) return { tone: hard ? 'bad' : 'warn', word: 'Used up', share };
  if (share >= 80) return { tone: 'warn', word: `${share} % spent`, share };
  return { tone: 'good', word: `${share} % spent`, share };
}

export function priceText({ input_micros, cached_input_micros, output_micros, segment_micros }: Price): string {
  if (segment_micros !== null) return amountText(segment_micros);
  return [input_micros, cached_input_micros, output_micros].map((micros) => amountText(micros ?? 0)).join(' · ');
}

export type GivenPrice =
  | { ref: 'sms'; segment_micros: number }
  | { ref: string; input_micros: number; cached_input_micros: number; output_micros: number };

/** Null: something that was typed is no amount. */
export function priceFrom(what: 'model' | 'sms', text: (name: string) => string): GivenPrice | null {
  if (what === 'sms') {
    const segment_micros = microsFrom(text('segment'));
    return segment_micros === null ? null : { ref: 'sms', segment_micros };
  }
  const [input_micros, cached_input_micros, output_micros] = ['input', 'cached', 'output'].map((name) =>
    microsFrom(text(name)),
  );
  if (input_micros == null || cached_input_micros == null || output_micros == null) return null;
  return { ref: text('ref'), input_micros, cached_input_micros, output_micros };
}
