/** A text from which readers take what they understand, so that the next does not read it in another sense. */
export type Scan = { rest: string };

export const scan = (plain: string): Scan => ({ rest: plain });

const everywhere = new Map<RegExp, RegExp>();

/** Made once: each message meets a hundred patterns. */
function everywhereOf(pattern: RegExp): RegExp {
  const known = everywhere.get(pattern) ?? new RegExp(pattern, 'g');
  everywhere.set(pattern, known);
  return known;
}

/** All places that the pattern finds and the reader accepts, in their order. They are taken out of the rest. */
export function take<T>(from: Scan, pattern: RegExp, read: (match: RegExpExecArray) => T | null): T[] {
  if (!pattern.test(from.rest)) return [];
  const found: T[] = [];
  from.rest = from.rest.replace(everywhereOf(pattern), (...given) => {
    const match = matchOf(given);
    const value = read(match);
    if (value === null) return match[0];
    found.push(value);
    return '~'.repeat(match[0].length);
  });
  return found;
}

function matchOf(given: unknown[]): RegExpExecArray {
  const end = given.findIndex((each) => typeof each === 'number');
  const match = given.slice(0, end) as string[];
  return Object.assign(match, { index: given[end] as number, input: given[end + 1] as string }) as RegExpExecArray;
}
