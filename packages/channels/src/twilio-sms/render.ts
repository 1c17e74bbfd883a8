import { type Measured, measureSms } from './segments.ts';
import { plainEnough } from './typography.ts';

export type SmsLimits = {
  /** Of one message. Networks join its segments on the phone, but do not keep the order of two messages: few, long ones. */
  segmentsPerMessage: number;
  /** Of the whole reply, which is what it costs. */
  segmentsPerReply: number;
};

export const SMS_LIMITS: SmsLimits = { segmentsPerMessage: 4, segmentsPerReply: 8 };

export type SmsText = Measured & { text: string };

/** `shortened`: the reply was longer than its budget, and its end is not sent. */
export type RenderedSms = { messages: SmsText[]; segments: number; shortened: boolean };

const SHORTENED = ' (...)';

/** A reply as the texts that are sent one after the other, cut between sentences where it is long. */
export function renderSms(reply: string, limits: SmsLimits = SMS_LIMITS): RenderedSms {
  const messages: SmsText[] = [];
  let left = plainEnough(reply.trim());
  let budget = limits.segmentsPerReply;
  while (left !== '') {
    const isLast = budget <= limits.segmentsPerMessage;
    const [text, rest] = cut(left, Math.min(limits.segmentsPerMessage, budget), isLast ? SHORTENED : '');
    const message = measured(plainEnough(text));
    messages.push(message);
    budget -= message.segments;
    left = rest;
    if (isLast) break;
  }
  return { messages, segments: limits.segmentsPerReply - budget, shortened: left !== '' };
}

const measured = (text: string): SmsText => ({ text, ...measureSms(text) });

/** All of it where it fits; else its beginning, up to the best place to stop, with the closing; and the rest. */
function cut(text: string, segments: number, closing: string): [text: string, rest: string] {
  if (measureSms(text).segments <= segments) return [text, ''];
  const at = placeToStop(text, longestBeginning(text, segments, closing));
  return [text.slice(0, at).trimEnd() + closing, text.slice(at).trimStart()];
}

function longestBeginning(text: string, segments: number, closing: string): number {
  const fits = (length: number) => measureSms(wholeCharacters(text, length) + closing).segments <= segments;
  let [low, high] = [1, Math.min(text.length, segments * 160)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return Math.max(wholeCharacters(text, low).length, firstCharacter(text).length);
}

/** Half a surrogate pair at the end is left out. */
const wholeCharacters = (text: string, length: number): string =>
  text.slice(0, length).isWellFormed() ? text.slice(0, length) : text.slice(0, length - 1);

const firstCharacter = (text: string): string => [...text][0] ?? '';

const SENTENCE_END = /[.!?…。！？]["'”’)\]]*\s+|\n+/g;
const WORD_END = /\s+/g;

/** After the last sentence that ends in the room; a sentence in its first third leaves too little: then after a word. */
function placeToStop(text: string, room: number): number {
  // What follows the room tells whether a sentence or a word ends exactly there.
  const seen = text.slice(0, room + 1);
  const sentence = lastEnd(seen, SENTENCE_END, room);
  if (sentence > room / 3) return sentence;
  const word = lastEnd(seen, WORD_END, room);
  return word > room / 3 ? word : room;
}

function lastEnd(text: string, pattern: RegExp, room: number): number {
  const starts = [...text.matchAll(pattern)].map(({ index, 0: found }) => index + found.trimEnd().length);
  return starts.filter((end) => end <= room).at(-1) ?? 0;
}
