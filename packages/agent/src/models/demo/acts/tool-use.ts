import type { Json } from '../../../json.ts';

type Fields = { [name: string]: Json };

/** What a tool answered: what it returned, or why it did nothing. */
export type Told = { ok: true; output: Fields } | { ok: false; error: string };

export type ToolUse = { name: string; args: Fields; told: Told };

const FENCED = /^<result\b[^>]*>\n([\s\S]*)\n<\/result>/;

/** Reads a result however it is wrapped: as it is, in words around it, or as `{ok, output}` and `{ok, error}`. */
export function readTold(given: string): Told {
  const text = FENCED.exec(given)?.[1] ?? given;
  const fields = fieldsIn(text);
  const refused = /^\s*Error: ([\s\S]*)/.exec(text)?.[1];
  if (refused !== undefined && !fields) return { ok: false, error: refused };
  if (!fields) return { ok: false, error: text };
  if (fields.ok === false)
    return { ok: false, error: typeof fields.error === 'string' ? fields.error : JSON.stringify(fields) };
  if (refused !== undefined) return { ok: false, error: refused };
  const { output } = fields;
  return { ok: true, output: fields.ok === true && isFields(output) ? output : fields };
}

function fieldsIn(text: string): Fields | null {
  try {
    const parsed = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Json;
    return isFields(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const isFields = (json: Json | undefined): json is Fields =>
  json !== null && typeof json === 'object' && !Array.isArray(json);

export function text(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** The list in an answer, under whatever name. */
export function rows(fields: Fields, ...names: string[]): Fields[] {
  const list = names.map((name) => fields[name]).find(Array.isArray) ?? Object.values(fields).find(Array.isArray);
  return Array.isArray(list) ? list.filter(isFields) : [];
}

export const times = (words: string): string[] =>
  [...words.matchAll(/\b(\d{1,2}):(\d{2})\b/g)].map(([, h = '', m]) => `${h.padStart(2, '0')}:${m}`);
