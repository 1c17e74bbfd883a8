export type Accent = { accent: string; onAccent: string };

/** The page's own colour, with the text colour that reads best on it: at least 4.5 : 1 whatever the colour. */
export function accentFrom(color: string | undefined): Accent | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color?.trim() ?? '')?.[1];
  if (!hex) return null;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const luminance = relativeLuminance(full);
  // White is the calmer of the two, so it is taken wherever it reads well enough.
  return { accent: `#${full}`, onAccent: contrast(1, luminance) >= 4.5 ? '#fff' : '#000' };
}

const contrast = (lighter: number, darker: number): number => (lighter + 0.05) / (darker + 0.05);

/** WCAG 2: of six hex digits, 0 for black to 1 for white. */
function relativeLuminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}
