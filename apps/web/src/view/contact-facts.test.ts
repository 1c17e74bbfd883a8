import { factNameSchema } from '@parley/shared/contact-facts';
import { expect, test } from 'vitest';
import { factInWords, factNameOf, factTitle, factValueOf } from './contact-facts.ts';

test.each([
  ['42', 42],
  ['-1.5', -1.5],
  ['0', 0],
  ['Yes', true],
  ['false', false],
  ['2026-03-14', '2026-03-14'],
  ['0171 960018', '0171 960018'],
  ['00123', '00123'],
  ['4416329600184', '4416329600184'],
  [' Dr Osei ', 'Dr Osei'],
])('%s is kept as %s', (typed, value) => {
  expect(factValueOf(typed)).toBe(value);
});

test('a name is what the API takes, and reads as words', () => {
  expect(factNameOf(' Preferred dentist! ')).toBe('preferred_dentist');
  expect(factNameSchema.safeParse(factNameOf('Preferred dentist')).success).toBe(true);
  expect(factTitle('preferred_dentist')).toBe('Preferred dentist');
  expect([factInWords(true), factInWords(false), factInWords(3), factInWords('x')]).toEqual(['Yes', 'No', '3', 'x']);
});
