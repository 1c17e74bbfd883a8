import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrOf } from './qr.ts';

const SCALE = 4;

/** The code as a camera would see it, from the path that is drawn. */
function seen({ dots, path }: { dots: number; path: string }) {
  const side = dots * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let i = 0; i < SCALE * SCALE; i++) {
      const at = (Number(y) * SCALE + Math.floor(i / SCALE)) * side + Number(x) * SCALE + (i % SCALE);
      data.fill(0, at * 4, at * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}

test.each([
  'otpauth://totp/Parley:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Parley&digits=6&period=30',
  `otpauth://totp/Parley:${'long.'.repeat(20)}%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Parley`,
])('a camera reads what was written: %s', (text) => {
  expect(decodeQR(seen(qrOf(text)))).toBe(text);
});
