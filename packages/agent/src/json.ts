import { hash } from 'node:crypto';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// `{ lc: 1, type: 'constructor', … }` is revived by LangChain as a live message; the other two reach prototypes.
const REFUSED_KEYS = new Set(['lc', '__proto__', 'constructor']);
const MAX_DEPTH = 32;

/** Why something from outside may not enter a run, or `null` when it may. */
export function refusalOf(value: unknown, depth = 0): string | null {
  if (value === null || typeof value !== 'object') return null;
  if (depth === MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`;
  for (const key of Object.keys(value)) {
    if (REFUSED_KEYS.has(key)) return `has the refused key "${key}"`;
    const refusal = refusalOf((value as Record<string, unknown>)[key], depth + 1);
    if (refusal) return refusal;
  }
  return null;
}

/** One text for one meaning: keys in order, `undefined` left out, as JSON itself has it. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

export const digest = (value: unknown): string => hash('sha256', canonicalJson(value), 'hex');

export const digestParts = (parts: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, digest(value)]));
