/*
 * What must never be read in a log, a trace or a print-out. Two nets, because each has holes that the other covers:
 * by the name of a field (`redactFields`), and by the shape of a text (`redactText`).
 */
const SECRET_NAME =
  /passw(?:or)?d|passphrase|secret|token|api[-_]?key|authorization|cookie|credential|signature|private[-_]?key/i;
const COUNT_NAME = /tokens|count/i;
const PERSONAL_NAME =
  /^(?:text|body|content|html|transcript|prompt|completion|args|arguments|params|parameters|values|phone|phone[-_]?number|e?-?mail|email[-_]?address|(?:first|last|full|display)[-_]?name)$/i;

const SECRET = '[secret]';
const PERSONAL = '[personal]';

const MAX_TEXT = 4_000;
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_CAUSES = 4;

// One pass, every repetition bounded (texts come from strangers). A match holds no bare quote and no line break, so that a whole line of JSON may be given and stays JSON.
const SENSITIVE = new RegExp(
  [
    /(?<address>\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"\\]{0,64}):(?:[^\s"\\]|\\["\\/]){1,256}@/,
    /(?<query>[?&](?:[\w-]*(?:token|secret|password|key|signature)|code|sig)=)[^\s"&\\#]+/,
    /(?<credential>\b(?:bearer|basic) +(?=[\w.~+/-]*[\d=]|[\w.~+/=-]{20})[\w.~+/=-]{8,})/,
    /(?<jwt>\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+)/,
    /(?<key>\b(?:sk|xapp|xox[a-z])-[\w-]{8,}|\bAKIA[0-9A-Z]{16}\b)/,
    /(?<email>(?<![\w.+-]|:\/\/)[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b)/,
    /(?<phone>(?<![\w.])\+\d[\d ()-]{6,17}\d)/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'gi',
);

function maskMatch(...match: unknown[]): string {
  const found = match.at(-1) as Record<string, string | undefined>;
  if (found.address) return `${found.address}:***@`;
  if (found.query) return `${found.query}${SECRET}`;
  return found.email || found.phone ? PERSONAL : SECRET;
}

// Nearly every line holds none of these, and to look for a fixed text costs a tenth of the pattern.
const HINTS = ['@', '?', '&', '+', 'eyJ', 'sk-', 'xapp-', 'xox', 'AKIA', 'earer ', 'EARER ', 'asic ', 'ASIC '];

/** Passwords in addresses, keys, bearer tokens, e-mail addresses and phone numbers, wherever they stand in a text. */
export function redactText(text: string): string {
  return HINTS.some((hint) => text.includes(hint)) ? text.replace(SENSITIVE, maskMatch) : text;
}

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
  if (!(error instanceof Error)) return { name: 'NotAnError', message: publicText(String(error)) };
  const { name, code, status, cause, errors } = error as Error & { code?: unknown; status?: unknown; errors?: unknown };
  const message = publicText(withoutQuotedInput(error));
  const deeper = depth < MAX_CAUSES;
  return {
    name,
    message,
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
    // The stack's own head repeats the message as it was thrown.
    stack: `${name}: ${message}\n${publicText(framesOf(error))}`,
    cause: cause instanceof Error && deeper ? plainError(cause, depth + 1) : undefined,
    errors: Array.isArray(errors) && deeper ? errors.slice(0, 5).map((each) => plainError(each, depth + 1)) : undefined,
  };
}

const publicText = (text: string) => redactText(clip(text));

const framesOf = ({ stack = '' }: Error): string => {
  const start = stack.indexOf('\n    at ');
  return start < 0 ? '' : stack.slice(start + 1);
};

/** Two kinds of error quote what they were given: a JSON parser its text, Prisma the whole query. */
function withoutQuotedInput({ name, message }: Error): string {
  if (name === 'SyntaxError') return message.replace(/".*"/s, '"…"');
  if (!/^\s*Invalid `.*` invocation/.test(message)) return message;
  const lines = message.trim().split('\n');
  return [...new Set([lines.at(0), lines.at(-1)])].join(' … ');
}

/** The same object without values whose names say secret or personal, at any depth; errors made plain. */
export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) clean[name] = redactValue(name, value, depth);
  return clean;
}

function redactValue(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (SECRET_NAME.test(name) && !(typeof value === 'number' && COUNT_NAME.test(name))) return SECRET;
  if (PERSONAL_NAME.test(name)) return PERSONAL;
  if (typeof value === 'object') return redactObject(value, depth);
  return typeof value === 'string' ? clip(value) : typeof value === 'number' ? value : String(value);
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Error) return plainError(value);
  if (value instanceof Date) return value;
  if (value instanceof URL) return value.href;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redactValue('', item, depth + 1));
  return redactFields(value, depth + 1);
}

/** For configuration print-outs: enough to tell two values apart, never enough to use one. */
export const maskSecret = (value: string): string =>
  value.length < 16 ? '***' : `${value.slice(0, 3)}…${value.slice(-2)} (${value.length} characters)`;
