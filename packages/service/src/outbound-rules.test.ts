import { expect, test } from 'vitest';
import { outboundRules } from './outbound-rules.ts';

const street = 'http://127.0.0.1:4010/sms';

test.each([
  ['demo', street, ['http://127.0.0.1:4010']],
  ['demo', undefined, []],
  ['production', street, []],
])('in %s mode with %s: %j', (PARLEY_MODE, PARLEY_STREET_URL, allowedOrigins) => {
  expect(outboundRules({ PARLEY_MODE, PARLEY_STREET_URL })).toEqual({ allowedOrigins });
});
