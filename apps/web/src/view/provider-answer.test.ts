import { expect, test } from 'vitest';
import { providerAnswerFrom } from './provider-answer.ts';

test.each([
  ['#provider=google&code=4%2F0a&state=s', { provider: 'google', code: '4/0a', state: 's' }],
  ['#provider=microsoft&state=s', { provider: 'microsoft', code: '', state: 's' }],
  ['#provider=evil&code=c&state=s', null],
  ['', null],
])('%s', (hash, expected) => {
  expect(providerAnswerFrom(hash)).toEqual(expected);
});
