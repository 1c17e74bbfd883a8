export type Segment = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

// Marks that turn the direction of text could make an address read as another one: they end it.
const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`\p{Cc}\p{Cf}]+/giu;
const TRAILING = /[.,;:!?*_~…]$/;
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Cuts a text into plain parts and web addresses. Only http and https ever become links. */
export function linkify(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  const plainUpTo = (index: number) => {
    if (index > end) segments.push({ kind: 'text', text: text.slice(end, index) });
    end = index;
  };

  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const shown = withoutTail(candidate);
    const href = safeHref(shown);
    if (href === null) continue;
    plainUpTo(index);
    segments.push({ kind: 'link', text: shown, href });
    end = index + shown.length;
  }
  plainUpTo(text.length);
  return segments;
}

/** The full stop after an address is the sentence's; a closing bracket is the address's only if it opened there. */
function withoutTail(candidate: string): string {
  let shown = candidate;
  for (;;) {
    const last = shown.at(-1) ?? '';
    const opening = PAIRS[last];
    const isUnpaired = opening !== undefined && count(shown, last) > count(shown, opening);
    if (!isUnpaired && !TRAILING.test(shown)) return shown;
    shown = shown.slice(0, -1);
  }
}

const count = (text: string, char: string): number => text.split(char).length - 1;

/** An address with a user name in it (`https://bank.example@evil.example`) is made to deceive: it stays text. */
function safeHref(text: string): string | null {
  try {
    const url = new URL(text);
    const isPlain = url.username === '' && url.password === '';
    return isPlain && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
  } catch {
    return null;
  }
}
