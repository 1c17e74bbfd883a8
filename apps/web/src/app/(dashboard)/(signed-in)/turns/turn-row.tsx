'use client';

import type { TurnLine } from '@parley/shared/contract/turns';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, WIDE_CELL } from '../../../../components/table.tsx';
import { turnStanding } from '../../../../view/conversations.ts';
import { redriveState } from '../../../../view/operations.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';

export function TurnRow({ turn }: { turn: TurnLine }) {
  const now = useNow();
  const { may } = useSession();
  const { tone, word } = turnStanding(turn);
  const letter = turn.dead_letter;
  return (
    <tr className="align-top">
      <td className={`${CELL} wrap-anywhere w-full`}>
        <Messages turn={turn} />
        <p className="mt-1 text-muted text-xs">
          {may('conversations.read') && (
            <>
              <Link href={`/conversations/${turn.conversation_id}`} className="text-accent hover:underline">
                Conversation
              </Link>{' '}
              ·{' '}
            </>
          )}
          {turn.channel.name} · <Moment at={turn.created_at}>{formatAgo(now - Date.parse(turn.created_at))}</Moment> ·{' '}
          <code className="select-all font-mono">{turn.id}</code>
        </p>
      </td>
      <td className={WIDE_CELL}>
        {turn.agent.name}
        {turn.attempts > 1 && <span className="block text-muted text-xs">{turn.attempts} attempts</span>}
      </td>
      <td className={`${CELL} min-w-32 @2xl:min-w-52 [&_span]:whitespace-normal`}>
        <State tone={tone}>{word}</State>
        {letter && letter.redriven_at === null && may('operations.manage') && <Redrive letterId={letter.id} />}
        {letter?.redriven_at && <span className="block text-muted text-xs">Asked again</span>}
      </td>
    </tr>
  );
}

function Redrive({ letterId }: { letterId: string }) {
  const { run, pending, answer } = useChange(() => api.redriveDeadLetters({ body: { ids: [letterId] } }), {
    makesOld: ['turns', 'dead-letters', 'conversations', 'conversation', 'lines'],
    failsAloud: true,
  });
  const [result] = answer?.data ?? [];
  return (
    <div className="mt-2">
      {result ? (
        <p role="status" className="text-muted text-xs">
          {redriveState(result).word}
        </p>
      ) : (
        <Button onClick={() => run(undefined)} disabled={pending}>
          {pending ? 'Asking…' : 'Ask the agent again'}
        </Button>
      )}
    </div>
  );
}

const LONG = 240;

/** What it is about: a long one folded. */
const Messages = ({ turn: { messages, state } }: { turn: TurnLine }) =>
  messages.length === 0 ? (
    <p className="text-muted">
      {state === 'superseded' ? 'Its messages are in the later turn.' : 'Its messages are not there any more.'}
    </p>
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
          {text || 'Erased'}
        </p>
      ),
    )
  );
