const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Sent as an escape and a character: two places each. */
const GSM_EXTENDED = '^{}\\[~]|€\f';

const gsmPlaces = (char: string): number | null => {
  if (GSM_BASIC.includes(char)) return 1;
  return GSM_EXTENDED.includes(char) ? 2 : null;
};

/** How many parts a carrier cuts a text into. One character outside GSM-7 turns the whole message into UCS-2. */
export function countSegments(text: string): number {
  const chars = [...text];
  const gsm = chars.map(gsmPlaces);
  if (gsm.every((places) => places !== null)) return fill(gsm, 160, 153);
  return fill(
    chars.map((char) => char.length),
    70,
    67,
  );
}

/** A character of two places is never cut in half: it moves to the next part as a whole. */
function fill(places: number[], single: number, part: number): number {
  const total = places.reduce((sum, size) => sum + size, 0);
  if (total <= single) return 1;
  let segments = 1;
  let used = 0;
  for (const size of places) {
    if (used + size > part) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}
