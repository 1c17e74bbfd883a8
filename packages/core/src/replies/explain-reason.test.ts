import { expect, test } from 'vitest';
import { explainReason } from './explain-reason.ts';

test.each([
  ['opted_out', /said STOP/],
  ['30003', /could not be reached/],
  ['39999', /code 39999/],
  ['answered 503', /^The carrier says: answered 503$/],
])('%s is said in words', (reason, words) => {
  expect(explainReason(reason)).toMatch(words);
});
