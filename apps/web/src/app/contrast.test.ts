import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('globals.css', import.meta.url), 'utf8');

/** The tokens of one block of the stylesheet, as relative luminances. */
function luminances(selector: string): Map<string, number> {
  const block = css.split(`${selector} {`)[1]?.split('}')[0] ?? '';
  const tokens = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g);
  return new Map([...tokens].map(([, name, l, c, h]) => [String(name), luminance(Number(l), Number(c), Number(h))]));
}

/** OKLCH to linear sRGB (Ottosson), then relative luminance (WCAG 2). */
function luminance(lightness: number, chroma: number, hue: number): number {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  const inGamut = (value: number) => Math.min(1, Math.max(0, value));
  return 0.2126 * inGamut(red) + 0.7152 * inGamut(green) + 0.0722 * inGamut(blue);
}

const contrast = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

const INKS = ['text', 'muted', 'accent', 'good', 'warn', 'bad'];
const GROUNDS = ['background', 'surface', 'raised', 'good-soft', 'warn-soft', 'bad-soft'];

describe.each([
  ['light', ':root'],
  ['dark', '.dark'],
])('%s', (_, selector) => {
  const tokens = luminances(selector);
  const of = (name: string) => tokens.get(name) ?? Number.NaN;

  test.each(INKS.flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)))(
    '%s can be read on %s',
    (ink, ground) => {
      expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );
});
