/**
 * What must never be read in a log, a trace or a print-out. Two nets, because each has holes the other covers:
 * by the name of a field (`redactFields`), and by the shape of a text (`redactText`).
 */
const SECRET_NAME =
  /passw(?:or)?d|passphrase|secret|token|api[-_]?key|authorization|cookie|credential|signature|private[-_]?key/i;
const PERSONAL_NAME =
  /^(?:text|body|content|html|transcript|prompt|completion|args|arguments|params|parameters|values|phone|phone[-_]?number|from|to|e?[-_]?mail|email[-_]?address|address|(?:first|last|full|display)[-_]?name)$/i;

export const SECRET = '[secret]';
const PERSONAL = '[personal]';

const MAX_TEXT = 4_000;
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_CAUSES = 4;

// One pass. Matches hold no bare quote and no line break, so that a whole JSON line may be given and stays JSON.
const SENSITIVE = new RegExp(
  [
    /(?<scheme>\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"\\]*):(?:[^\s"\\]|\\["\\/])+@/,
    /(?<query>[?&](?:[\w-]*(?:token|secret|password|key|signature)|code|sig)=)[^\s"&\\#]+/,
    /(?<credential>\b(?:bearer|basic) +[\w.~+/=-]{8,})/,
    /(?<jwt>\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+)/,
    /(?<key>\b(?:sk|xapp|xox[a-z])-[\w-]{8,}|\bAKIA[0-9A-Z]{16}\b)/,
    /(?<email>(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b)/,
    /(?<phone>(?<![\w.])\+\d[\d ()-]{6,17}\d)/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'gi',
);

function maskMatch(...match: unknown[]): string {
  const found = match.at(-1) as Record<string, string | undefined>;
  if (found.scheme) return `${found.scheme}:***@`;
  if (found.query) return `${found.query}${SECRET}`;
  return found.email || found.phone ? PERSONAL : SECRET;
}

/** Passwords in addresses, keys, bearer tokens, e-mail addresses and phone numbers, wherever they stand in a text. */
export const redactText = (text: string): string => text.replace(SENSITIVE, maskMatch);

export const clip = (text: string, max = MAX_TEXT): string => (text.length > max ? `${text.slice(0, max)}…` : text);

export type PlainError = {
  name: string;
  message: string;
  code?: string | number;
  status?: number;
  stack?: string;
  cause?: PlainError;
  errors?: PlainError[];
};

/** Only these fields: what libraries hang on an error (request, response, config, query values) stays out. */
export function plainError(error: unknown, depth = 0): PlainError {
  if (!(error instanceof Error)) return { name: 'NotAnError', message: clip(redactText(String(error))) };
  const { code, status, cause, errors } = error as Error & Record<'code' | 'status' | 'errors', unknown>;
  const deeper = depth < MAX_CAUSES;
  return {
    name: error.name,
    message: clip(redactText(error.message)),
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
    stack: error.stack && clip(redactText(error.stack)),
    cause: cause instanceof Error && deeper ? plainError(cause, depth + 1) : undefined,
    errors: Array.isArray(errors) && deeper ? errors.slice(0, 5).map((each) => plainError(each, depth + 1)) : undefined,
  };
}

function redactValue(name: string, value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (SECRET_NAME.test(name)) return SECRET;
  if (PERSONAL_NAME.test(name)) return PERSONAL;
  if (typeof value === 'string') return clip(value);
  if (value instanceof Error) return plainError(value);
  if (typeof value !== 'object' || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redactValue('', item, depth + 1));
  return redactFields(value, depth + 1);
}

/** The same object without values whose names say secret or personal, at any depth; errors made plain. */
export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) clean[name] = redactValue(name, value, depth);
  return clean;
}

/** For configuration print-outs: enough to tell two values apart, never enough to use one. */
export const maskSecret = (value: string): string =>
  value.length < 16 ? '***' : `${value.slice(0, 3)}…${value.slice(-2)} (${value.length} characters)`;

/** A connection address that may be shown. */
export const withoutPassword = (url: string): string => redactText(url);
