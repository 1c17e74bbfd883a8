import { type Scan, take } from './scan.ts';

const REFERENCE = /\b([a-z]{2,4}-[a-z0-9]*\d[a-z0-9]*|(?:apt|tkt|ref)-[a-z0-9]{3,8})\b/;
const ORDER =
  /\b(?:order|purchase|invoice)s?(?: (?:number|no|nr|id|is|was|with|the|my|#))* ?#?([a-z]{0,3}-?\d{3,10})\b|#([a-z]{0,3}-?\d{3,10})\b/;
const NUMBERED = /\b(?:number|no|nr)(?: is)? ([a-z]{0,3}-?\d{3,10})\b/;
const ORDER_LAST = /\b(\d{3,10}) (?:order|purchase)\b/;

/** `APT-7K2M`, as it is stored. */
export const takeReferences = (from: Scan): string[] =>
  take(from, REFERENCE, ([, reference = '']) => reference.toUpperCase());

export const takeOrder = (from: Scan): string | null =>
  [ORDER, ORDER_LAST, NUMBERED].flatMap((pattern) =>
    take(from, pattern, ([, a, b]) => (a ?? b ?? '').toUpperCase()),
  )[0] ?? null;
