'use client';

import type { Conversation, ConversationLine } from '@parley/shared/contract/conversations';
import { State } from '../../../../../components/badge.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { deliveryState, lineAuthor, mayHaveRun, turnState } from '../../../../../view/conversations.ts';
import { formatAgo } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';
import { Runs } from './runs.tsx';

export type LineProps = {
  conversation: Conversation;
  line: ConversationLine;
  /** The last of its turn: how the turn stands is said once. */
  last: boolean;
};

const GROUND: Record<ConversationLine['author'], string> = {
  contact: 'border-border bg-raised',
  agent: 'border-border bg-surface',
  person: 'border-accent/40 bg-surface',
  notice: 'border-border border-dashed bg-surface text-muted',
};

export function Line({ conversation, line, last }: LineProps) {
  const side = line.author === 'contact' ? 'items-start self-start' : 'items-end self-end';
  return (
    <li className={`flex w-fit max-w-[min(100%,42rem)] flex-col gap-1 ${side}`}>
      <p className="text-muted text-xs">
        <span className="font-medium text-text">{lineAuthor(line, conversation.agent.name)}</span> <When at={line.at} />
        {line.author === 'agent' && line.model && <span> · {line.model}</span>}
      </p>
      <p
        dir="auto"
        className={`wrap-anywhere max-w-full whitespace-pre-wrap rounded-lg border px-3 py-2 ${GROUND[line.author]}`}
      >
        {line.text}
      </p>
      <Standing line={line} last={last} />
      {line.turn_id !== null && mayHaveRun(line) && (line.author !== 'contact' || last) && (
        <Runs conversationId={conversation.id} turnId={line.turn_id} />
      )}
    </li>
  );
}

function When({ at }: { at: string }) {
  const now = useNow();
  return <Moment at={at}>{formatAgo(now - Date.parse(at))}</Moment>;
}

/** Of an answer how far it has come, of a message how its turn stands. */
function Standing({ line, last }: Pick<LineProps, 'line' | 'last'>) {
  const state = deliveryState(line) ?? (last ? turnState(line) : null);
  if (!state) return null;
  return (
    <div className={`wrap-anywhere text-xs [&_span]:whitespace-normal ${line.author === 'contact' ? '' : 'text-end'}`}>
      <State tone={state.tone}>{state.word}</State>
      {line.status_reason && <span className="text-muted"> · {line.status_reason}</span>}
    </div>
  );
}
