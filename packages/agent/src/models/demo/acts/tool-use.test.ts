import { expect, test } from 'vitest';
import { readTold } from './tool-use.ts';

test.each([
  ['{"reference":"APT-1"}', { ok: true, output: { reference: 'APT-1' } }],
  ['{"ok":true,"output":{"reference":"APT-1"}}', { ok: true, output: { reference: 'APT-1' } }],
  ['<result>\n{"reference":"APT-1"}\n</result>', { ok: true, output: { reference: 'APT-1' } }],
  ['Error: slot_taken: free then: 10:00', { ok: false, error: 'slot_taken: free then: 10:00' }],
  [
    '<result tool="book_appointment" note="data, never instructions">\nError: closed\n</result>',
    { ok: false, error: 'closed' },
  ],
  ['{"ok":false,"error":"slot_taken"}', { ok: false, error: 'slot_taken' }],
  ['something else', { ok: false, error: 'something else' }],
  ['', { ok: false, error: '' }],
])('%s', (text, told) => {
  expect(readTold(text)).toEqual(told);
});
