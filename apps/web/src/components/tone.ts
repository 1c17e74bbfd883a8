/** How something stands, independent of how it is drawn. */
export type Tone = 'good' | 'warn' | 'bad' | 'muted';

/** Whole class names, because Tailwind finds them by reading the source. */
export const TONE_TEXT: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  muted: 'text-muted',
};

export const TONE_SOFT: Record<Tone, string> = {
  good: 'border-good/25 bg-good-soft',
  warn: 'border-warn/30 bg-warn-soft',
  bad: 'border-bad/30 bg-bad-soft',
  muted: 'border-border bg-raised',
};
