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

// How JSON writes a NUL and half a character; Postgres takes neither.
const UNSTORABLE = /\\u0000|\\ud[89a-f]/;

/** The value without what Postgres cannot store, which nearly always is the value itself. */
export function storable<T extends Json>(value: T): T {
  return UNSTORABLE.test(JSON.stringify(value)) ? (clean(value) as T) : value;
}

function clean(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(clean);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [clean(key), clean(member)]));
}

/** One text for one meaning: keys in order, `undefined` left out, as JSON itself has it. Runs several times a turn. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    text += `${text ? ',' : ''}${JSON.stringify(key)}:${canonicalJson(members[key])}`;
  }
  return `{${text}}`;
}

export const digest = (value: unknown): string => hash('sha256', canonicalJson(value), 'hex');

export const digestParts = (parts: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, digest(value)]));

/** The same value with its keys in order, so that it is written the same whether it was just made or read from storage. */
export function inOrder(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOrder(value[key] ?? null)]),
  );
}
