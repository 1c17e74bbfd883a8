'use client';

import type { DeadLetter } from '@parley/shared/contract/dead-letters';
import { reasonInWords } from '@parley/shared/turn-reasons';
import Link from 'next/link';
import { State } from '../../../../components/badge.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { CELL, WIDE_CELL } from '../../../../components/table.tsx';
import { type Redriven, redriveState } from '../../../../view/operations.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';

export type LetterRowProps = {
  letter: DeadLetter;
  chosen: boolean;
  /** Null: there is nothing to choose. */
  onChoose: (() => void) | null;
  result: Redriven | null;
};

export function LetterRow({ letter, chosen, onChoose, result }: LetterRowProps) {
  const now = useNow();
  const { tone, word } = result ? redriveState(result) : standing(letter);
  const why = `${reasonInWords(letter.reason)}, after ${letter.attempts === 1 ? 'one attempt' : `${letter.attempts} attempts`}`;
  return (
    <tr className="align-top">
      <td className={`${CELL} w-8`}>
        {onChoose && (
          <input
            type="checkbox"
            aria-label={`Choose ${letter.id}`}
            checked={chosen}
            onChange={onChoose}
            className="mt-0.5 size-4 accent-accent"
          />
        )}
      </td>
      <td className={`${CELL} wrap-anywhere w-full`}>
        <Messages letter={letter} />
        <p className="mt-1 text-muted text-xs">
          <Link href={`/conversations/${letter.conversation_id}`} className="text-accent hover:underline">
            Conversation
          </Link>{' '}
          · <Moment at={letter.created_at}>{formatAgo(now - Date.parse(letter.created_at))}</Moment> ·{' '}
          <code className="select-all font-mono">{letter.id}</code>
          <span className="@2xl:hidden"> · {why}</span>
        </p>
      </td>
      <td className={`${WIDE_CELL} min-w-56`}>{capital(why)}</td>
      <td className={`${CELL} min-w-32 @2xl:min-w-44 [&_span]:whitespace-normal`}>
        <State tone={tone}>{word}</State>
      </td>
    </tr>
  );
}

const standing = ({ redriven_at }: DeadLetter): ReturnType<typeof redriveState> =>
  redriven_at === null ? { tone: 'bad', word: 'Not answered' } : { tone: 'muted', word: 'Asked again' };

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const LONG = 240;

/** What has no answer: all of it, a long one folded. */
const Messages = ({ letter: { messages } }: { letter: DeadLetter }) =>
  messages.length === 0 ? (
    <p className="text-muted">Its messages are not there any more.</p>
  ) : (
    messages.map(({ id, text }) =>
      text.length > LONG ? (
        <details key={id}>
          <summary dir="auto" className="cursor-pointer">
            {text.slice(0, LONG)}…
          </summary>
          <p dir="auto" className="mt-2 whitespace-pre-wrap text-muted">
            {text}
          </p>
        </details>
      ) : (
        <p key={id} dir="auto" className="whitespace-pre-wrap">
          {text}
        </p>
      ),
    )
  );
