import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** What a value must be, for whoever sent another: said of a field, and never with what was sent. */
export function inputWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return `must ${sized(issue.origin)} ${issue.maximum}${unit(issue.origin, issue.maximum)} at most`;
    case 'too_small':
      return Number(issue.minimum) === 1 && issue.origin !== 'number'
        ? 'must not be empty'
        : `must ${sized(issue.origin)} ${issue.minimum}${unit(issue.origin, issue.minimum)} at least`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `takes no ${issue.keys.map((key) => `\`${key}\``).join(', ')}. Leave it out`;
    case 'invalid_format':
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

const TYPES: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const FORMATS: Partial<Record<string, string>> = {
  email: 'must be an email address such as ada@example.com',
  url: 'must be an address such as https://example.com/',
  datetime: 'must be a time such as 2026-11-20T10:00:00Z',
  date: 'must be a date such as 2026-11-20',
};

const UNITS: Partial<Record<string, [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['entry', 'entries'],
};

const sized = (origin: string) => (origin === 'number' || origin === 'int' || origin === 'date' ? 'be' : 'have');

function unit(origin: string, size: number | bigint): string {
  const words = UNITS[origin];
  return words ? ` ${words[size === 1 ? 0 : 1]}` : '';
}
