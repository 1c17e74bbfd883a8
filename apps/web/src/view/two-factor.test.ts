import { expect, test } from 'vitest';
import { setupKeyOf } from './two-factor.ts';

test('the key is the secret of the address', () => {
  const uri = 'otpauth://totp/Parley:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Parley&digits=6&period=30';
  expect(setupKeyOf(uri)).toBe('JBSWY3DPEHPK3PXP');
});
