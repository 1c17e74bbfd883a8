import type { FactValue } from '@parley/shared/contact-facts';

/** What was typed, as what it is. What begins with a nought or is long is no amount but somebody's number. */
export function factValueOf(typed: string): FactValue {
  const text = typed.trim();
  if (/^(yes|true)$/i.test(text)) return true;
  if (/^(no|false)$/i.test(text)) return false;
  return /^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

export const factInWords = (value: FactValue): string =>
  typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);

/** `preferred_dentist`: as agents and people may both type it. */
export const factNameOf = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);

/** `preferred_dentist` reads as `Preferred dentist`. */
export const factTitle = (name: string): string => {
  const spaced = name.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};
