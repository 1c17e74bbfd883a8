'use client';

import type { LiveState } from '../api/follow-changes.ts';
import { useLive } from '../api/use-live.ts';
import { useMe } from '../api/use-me.ts';
import { TONE_TEXT, type Tone } from './tone.ts';

type Look = { words: string; tone: Tone; means: string };

const LOOK: Record<LiveState, Look> = {
  connecting: { words: 'Connecting', tone: 'muted', means: 'What others change is not shown by itself yet.' },
  live: { words: 'Live', tone: 'good', means: 'What others change is shown as it happens.' },
  reconnecting: {
    words: 'Reconnecting',
    tone: 'warn',
    means: 'The line was lost for a moment and is being opened again.',
  },
  offline: {
    words: 'Offline',
    tone: 'bad',
    means: 'Parley does not answer. What you see may be old; it goes on trying.',
  },
};

/** Whether the page hears of what others do. Only for members: nobody else has anything to hear. */
export function LiveIndicator() {
  const { me } = useMe();
  const orgId = me?.active?.organisation_id;
  return orgId !== undefined && orgId === me?.shown ? <Indicator key={orgId} /> : null;
}

function Indicator() {
  const { words, tone, means } = LOOK[useLive()];
  const quiet = tone === 'good' || tone === 'muted';
  return (
    <p role="status" title={means} className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted text-xs">
      <span aria-hidden="true" className={`size-2 rounded-full bg-current ${TONE_TEXT[tone]}`} />
      {/* On a phone the dot says that all is well; trouble is always said in words. */}
      <span className={quiet ? 'sr-only sm:not-sr-only' : ''}>{words}</span>
    </p>
  );
}
