import type { ReactNode } from 'react';
import { TONE_SOFT, TONE_TEXT, type Tone } from './tone.ts';

export const Badge = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span
    className={`inline-flex h-6 shrink-0 items-center rounded-full border px-2.5 font-medium text-xs ${TONE_SOFT[tone]} ${TONE_TEXT[tone]}`}
  >
    {children}
  </span>
);

/** A state in a word; the dot repeats it for the eye, never alone. A good one stays quiet, so that trouble stands out. */
export const State = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className="inline-flex items-center gap-2 whitespace-nowrap">
    <span aria-hidden="true" className={`size-2 shrink-0 rounded-full bg-current ${TONE_TEXT[tone]}`} />
    <span className={tone === 'good' ? '' : `font-medium ${TONE_TEXT[tone]}`}>{children}</span>
  </span>
);
