import { describe, expect, test } from 'vitest';
import { findPersonalData } from './kinds.ts';

describe('what is personal by its shape', () => {
  test.each([
    ['card', '4111 1111 1111 1111'],
    ['card', '5500-0000-0000-0004'],
    ['card', '340000000000009'],
    ['iban', 'GB29 NWBK 6016 1331 9268 19'],
    ['iban', 'de89370400440532013000'],
    ['national_id', '536-90-4399'],
    ['national_id', 'AB123456C'],
    ['email', 'Ann.Lee+x@home.example'],
    ['phone', '+44 7700 900018'],
    ['phone', '0117 496 0123'],
    ['phone', '030/1234567'],
  ])('%s: %s', (kind, text) => {
    expect(findPersonalData(`It is ${text}, thanks.`)).toEqual([{ kind, text, from: 6, to: 6 + text.length }]);
  });

  test.each([
    'order 4111 1111 1111 1112',
    'GB30 NWBK 6016 1331 9268 19',
    '000-12-3456',
    'on 2026-03-14 at 10:30',
    '12.03.2026 and 13/03/2026',
    'A1042, 25.00, 1,250',
    'nobody@',
    '0000 0000 0000 0000',
  ])('nothing in %s', (text) => expect(findPersonalData(text)).toEqual([]));
});
