import type { PersonalKind } from '@parley/shared/guardrails';

type Shape = { kind: PersonalKind; shape: RegExp; isReal: (found: string) => boolean };

const digits = (text: string): string => text.replace(/\D/gu, '');

/** In this order: a card number would pass for a telephone number too. */
const SHAPES: readonly Shape[] = [
  { kind: 'email', shape: /[\p{L}\p{N}_.+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/giu, isReal: () => true },
  { kind: 'iban', shape: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/giu, isReal: isIban },
  { kind: 'card', shape: /(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)/gu, isReal: isCard },
  // The United States' and the United Kingdom's.
  {
    kind: 'national_id',
    shape: /(?<![\d-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\d-])/gu,
    isReal: () => true,
  },
  {
    kind: 'national_id',
    shape: /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gu,
    isReal: () => true,
  },
  { kind: 'phone', shape: /(?<![\w.])(?:\+|00|0)\d?(?:[ ()./-]{0,2}\d){7,13}(?!\d)/gu, isReal: isPhone },
];
/** Without a sign of these no shape can match. */
const NEEDS = /@|\d.{0,3}\d.{0,3}\d.{0,3}\d.{0,3}\d/u;

export type PersonalDatum = { kind: PersonalKind; text: string; from: number; to: number };

/** What is personal by its shape and its own check digits, in the order of the text; nothing overlaps. */
export function findPersonalData(text: string): PersonalDatum[] {
  if (!NEEDS.test(text)) return [];
  const found: PersonalDatum[] = [];
  for (const { kind, shape, isReal } of SHAPES) {
    for (const { 0: match, index } of text.matchAll(shape)) {
      const [from, to] = [index, index + match.length];
      if (isReal(match) && !found.some((one) => from < one.to && one.from < to))
        found.push({ kind, text: match, from, to });
    }
  }
  return found.sort((one, other) => one.from - other.from);
}

/** The same number however it is written. */
export const sameness = ({ kind, text }: Pick<PersonalDatum, 'kind' | 'text'>): string =>
  kind === 'email'
    ? text.toLowerCase()
    : kind === 'iban' || kind === 'national_id'
      ? text.replace(/[\s-]/gu, '').toUpperCase()
      : digits(text);

export function isCard(text: string): boolean {
  const number = digits(text);
  if (number.length < 13 || number.length > 19 || !/^[2-6]/u.test(number) || /^(\d)\1+$/u.test(number)) return false;
  let sum = 0;
  for (let index = 0; index < number.length; index++) {
    const digit = Number(number[number.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export function isIban(text: string): boolean {
  const account = text.replace(/\s/gu, '').toUpperCase();
  if (account.length < 15 || account.length > 34) return false;
  let rest = 0;
  for (const sign of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Dates and times are groups of figures too. */
const isMoment = (text: string): boolean => /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/u.test(text.trim());

function isPhone(text: string): boolean {
  const { length } = digits(text);
  return length >= 8 && length <= 15 && !isMoment(text);
}
