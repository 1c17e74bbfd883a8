export type Encoding = 'gsm7' | 'ucs2';

export type Measured = { encoding: Encoding; segments: number };

/** One place each. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Two places each: they are sent after an escape. */
const EXTENSION = new Set('\f^{}\\[~]|€');

/** A text alone, and each part of one that is joined again on the phone (the rest holds where it belongs). */
const PLACES: Record<Encoding, { alone: number; part: number }> = {
  gsm7: { alone: 160, part: 153 },
  ucs2: { alone: 70, part: 67 },
};

/** How a network carries the text: one character outside GSM-7 makes the whole of it UCS-2. */
export function measureSms(text: string): Measured {
  const places = gsmPlaces(text);
  if (places !== null) return { encoding: 'gsm7', segments: segmentsOf(places, 'gsm7') };
  return {
    encoding: 'ucs2',
    segments: segmentsOf(
      [...text].map(({ length }) => length),
      'ucs2',
    ),
  };
}

function gsmPlaces(text: string): number[] | null {
  const places: number[] = [];
  for (const char of text) {
    if (BASIC.has(char)) places.push(1);
    else if (EXTENSION.has(char)) places.push(2);
    else return null;
  }
  return places;
}

/** A character of two places (an escape with its character, a surrogate pair) is never cut in half. */
function segmentsOf(places: readonly number[], encoding: Encoding): number {
  const { alone, part } = PLACES[encoding];
  let [segments, used, total] = [1, 0, 0];
  for (const place of places) {
    total += place;
    if (used + place > part) {
      segments += 1;
      used = 0;
    }
    used += place;
  }
  return total <= alone ? 1 : segments;
}
