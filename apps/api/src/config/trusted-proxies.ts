import { isIPv4, isIPv6 } from 'node:net';
import { variable } from '@parley/shared/env';
import { z } from 'zod';

export const trustedProxiesVariable = variable(
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((range) => range.trim())
        .filter((range) => range !== ''),
    )
    .refine(
      (ranges) => ranges.every(isRange),
      'must be addresses and ranges, with commas between, and no range of all',
    ),
  {
    doc: 'Proxies and load balancers in front of Parley, as addresses and CIDR ranges: only what they say in X-Forwarded-For of a client’s address is believed. Empty: nobody’s.',
    example: '10.0.0.0/8,192.0.2.7',
  },
);

function isRange(range: string): boolean {
  const [address = '', prefix, ...more] = range.split('/');
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0;
  if (bits === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  // A range of everybody would let each client say where it comes from.
  return /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits;
}
