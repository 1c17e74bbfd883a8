import { expect, test } from 'vitest';
import { base64Of } from './base64.ts';

test('bytes are the same base64 that Node writes, also many', () => {
  for (const size of [0, 1, 2, 3, 70_000]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7) % 256);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  }
});
