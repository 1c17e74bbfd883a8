import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accentFrom } from './accent.ts';

const contrast = (a: string, b: string): number => {
  const luminance = (hex: string) => {
    const [r, g, bl] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

it('gives every colour a text that can be read on it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const given = accentFrom(`#${number.toString(16).padStart(6, '0')}`);
      const text = given?.onAccent === '#fff' ? '#ffffff' : '#000000';
      expect(contrast(given?.accent ?? '', text)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it('reads three and six digits, and nothing else', () => {
  expect(accentFrom('#fc0')).toEqual({ accent: '#ffcc00', onAccent: '#000' });
  expect(accentFrom(' #0B6E63 ')).toEqual({ accent: '#0B6E63', onAccent: '#fff' });
  for (const color of [undefined, '', 'red', '#12', '#12345', '#1234567', '#ggg', 'url(x)', '#fff;}']) {
    expect(accentFrom(color)).toBeNull();
  }
});
