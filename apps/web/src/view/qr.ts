import encodeQR from 'qr';

/** What a scanner needs around the code, in its own dots. */
const QUIET_DOTS = 4;

/** A text as a QR code: how many dots wide, and the dark ones as the path of an SVG. */
export function qrOf(text: string): { dots: number; path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_DOTS });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { dots: rows.length, path };
}
