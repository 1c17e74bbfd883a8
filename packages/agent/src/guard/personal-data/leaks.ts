const EMAIL = /[\p{L}\p{N}_.+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/giu;
const ACCOUNT = /\b[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{0,4}\b/gu;
const NATIONAL = /\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gu;
// Seven digits or more, however they are grouped: a telephone, a card, an insurance number.
const NUMBER = /\+?\d(?:[ ()./-]{0,2}\d){6,}/gu;
// Dates and times are groups of digits too.
const MOMENT =
  /(?<![\d.])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{1,2}[.:]\d{2}(?::\d{2})?)(?![\d:]|\.\d)/gu;
/** So many last digits tell one number from another, with its country's code or without. */
const TELLING = 9;

/** Whether a text holds an address, a number or an account that does not stand in what is known. */
export function revealsPersonalData(text: string, known: () => string): boolean {
  const plain = text.replace(MOMENT, ' ');
  const [emails, codes, numbers] = [
    found(plain, EMAIL),
    [...found(plain, ACCOUNT), ...found(plain, NATIONAL)],
    found(plain, NUMBER),
  ];
  if (emails.length + codes.length + numbers.length === 0) return false;
  const said = known();
  const knownEmails = new Set(found(said, EMAIL).map((one) => one.toLowerCase()));
  const knownNumbers = new Set(found(said, NUMBER).map(lastDigits));
  return (
    emails.some((one) => !knownEmails.has(one.toLowerCase())) ||
    codes.some((one) => !squeezed(said).includes(squeezed(one))) ||
    numbers.some((one) => !knownNumbers.has(lastDigits(one)))
  );
}

const found = (text: string, shape: RegExp): string[] => text.match(shape) ?? [];
const lastDigits = (text: string): string => text.replace(/\D/gu, '').slice(-TELLING);
const squeezed = (text: string): string => text.replace(/\s/gu, '').toUpperCase();

/** The text without the addresses and numbers that nobody gave. */
export const withoutPersonalData = (text: string, known: () => string): string =>
  [EMAIL, ACCOUNT, NATIONAL, NUMBER].reduce(
    (left, shape) => left.replace(shape, (found) => (revealsPersonalData(found, known) ? '(removed)' : found)),
    text,
  );
