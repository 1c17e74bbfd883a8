import type { Conversation, ConversationLine } from '@parley/shared/contract/conversations';
import type { TurnLine } from '@parley/shared/contract/turns';
import { reasonInWords } from '@parley/shared/turn-reasons';
import { z } from 'zod';
import type { Tone } from '../components/tone.ts';
import { pointKind } from './contacts.ts';

const text = z.string().trim().min(1).max(200).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** What the page's address says. A value that we do not know is as good as none: old links stay good. */
const searchSchema = z.object({
  q: text,
  state: z.enum(['waiting', 'answered', 'dead']).optional().catch(undefined),
  owner: z.enum(['agent', 'person', 'me']).optional().catch(undefined),
  channel: z.string().startsWith('chan_').max(40).optional().catch(undefined),
  agent: z.string().startsWith('agt_').max(40).optional().catch(undefined),
  from: day,
  to: day,
});
export type ConversationSearch = z.infer<typeof searchSchema>;

export const parseConversationSearch = (given: Record<string, string | string[] | undefined>): ConversationSearch =>
  searchSchema.parse(given);

export function conversationsHref(search: ConversationSearch): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : [])),
  );
  return query.size > 0 ? `/conversations?${query}` : '/conversations';
}

/** Days are those of whoever looks; both ends are among them. */
export const conversationFilter = ({ from, to, ...search }: ConversationSearch) => ({
  ...search,
  from: from && startOfDay(from, 0),
  to: to && startOfDay(to, 1),
});

/** `later`: so many days on. */
export function startOfDay(given: string, later: number): string {
  const [year = 0, month = 1, date = 1] = given.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** Who writes: their address, where the channel has one; a chat's visitor has none, and is told apart by their id. */
export const contactLabel = ({ channel, contact }: Pick<Conversation, 'channel' | 'contact'>): string =>
  contact.address ?? `${channel.kind === 'web_chat' ? 'Visitor' : 'Contact'} ${contact.id.slice(-6)}`;

export const channelLabel = ({ channel }: Pick<Conversation, 'channel'>): string =>
  `${pointKind(channel.kind)} · ${channel.name}`;

type State = { tone: Tone; word: string };

const NOT_ARRIVED: readonly string[] = ['undelivered', 'failed', 'unknown'];

/** Somebody has answered since, whatever was given up before. */
const isAnswer = (last: Conversation['last']): boolean => last?.author === 'agent' || last?.author === 'person';

/** What somebody who looks over the list should know first. */
export function conversationState({ owner, running, waiting, dead, last }: Conversation): State {
  if (owner.kind === 'person' && !owner.user_id) return { tone: 'bad', word: 'Waits for a person' };
  if (dead > 0 && !isAnswer(last)) return { tone: 'bad', word: 'Not answered' };
  if (NOT_ARRIVED.includes(last?.status ?? '')) return { tone: 'bad', word: 'Did not arrive' };
  if (owner.kind === 'person') return { tone: 'warn', word: 'A person answers' };
  if (running) return { tone: 'warn', word: 'Is being answered' };
  if (waiting > 0) return { tone: 'warn', word: 'Waits' };
  return { tone: 'good', word: 'Answered' };
}

/** Who answers, as one says it to the person with this id. */
export function ownerWords({ owner, agent }: Conversation, me: string): string {
  if (owner.kind === 'agent') return agent.name;
  if (owner.user_id === me) return 'You';
  if (owner.user_id === null) return 'Nobody yet';
  return owner.name ?? 'A person who has left';
}

export const LAST_AUTHOR: Record<string, string> = { agent: 'Agent', person: 'Person', notice: 'Notice' };

const DELIVERY: Record<string, State> = {
  pending: { tone: 'muted', word: 'Waits to be sent' },
  sending: { tone: 'muted', word: 'Being sent' },
  sent: { tone: 'good', word: 'Sent' },
  delivered: { tone: 'good', word: 'Delivered' },
  undelivered: { tone: 'bad', word: 'Not delivered' },
  failed: { tone: 'bad', word: 'Not sent' },
  cancelled: { tone: 'warn', word: 'Not sent' },
  unknown: { tone: 'warn', word: 'Sent, perhaps' },
};

/** How far an answer has come. A state that is newer than this page is shown as it is called. */
export const deliveryState = ({ status }: Pick<ConversationLine, 'status'>): State | null =>
  status === null ? null : (DELIVERY[status] ?? { tone: 'muted', word: status });

/** What stands with a message that has no answer of its own; null where the answer says it. */
export function turnState({
  turn_state,
  turn_reason,
}: Pick<ConversationLine, 'turn_state' | 'turn_reason'>): State | null {
  switch (turn_state) {
    case 'collecting':
    case 'ready':
      return { tone: 'muted', word: 'Waits for the agent' };
    case 'running':
      return { tone: 'muted', word: 'The agent is at work on it' };
    case 'dead':
      return { tone: 'bad', word: `Given up: ${reasonInWords(turn_reason)}` };
    case 'silent':
      return { tone: 'muted', word: silence(turn_reason) };
    case 'blocked':
      return { tone: 'warn', word: 'Answered with fixed words: a guardrail stopped the agent’s own' };
    case 'handed_off':
      return { tone: 'warn', word: 'Handed to people by the agent' };
    default:
      return null;
  }
}

/** Of a list of turns, where every one says how it stands. */
export function turnStanding({ state, reason }: Pick<TurnLine, 'state' | 'reason'>): State {
  if (state === 'replied') return { tone: 'good', word: 'Answered' };
  if (state === 'superseded') return { tone: 'muted', word: 'Went on in a later turn' };
  return turnState({ turn_state: state, turn_reason: reason }) ?? { tone: 'muted', word: state };
}

const SILENCE: Record<string, string> = {
  person_owns: 'For the person who answers',
  breaker: 'The agent was stopped here: it seemed to talk to a machine',
  rejected: 'Refused: the agent was still at work',
  opted_out: 'Not answered: they had said STOP',
};
const silence = (reason: string | null): string => SILENCE[reason ?? ''] ?? `Not answered: ${reasonInWords(reason)}`;

/** Only the last message of a turn says how it stands. */
export const endsItsTurn = (line: ConversationLine, next: ConversationLine | undefined): boolean =>
  line.turn_id === null || next?.turn_id !== line.turn_id || next.author !== line.author;

export const lineAuthor = ({ author, author_name }: ConversationLine, agent: string): string => {
  switch (author) {
    case 'contact':
      return 'Contact';
    case 'agent':
      return agent;
    case 'person':
      return author_name ?? 'A person who has left';
    case 'notice':
      return 'Notice';
  }
};

/** Whether a run may be behind this line. */
export const mayHaveRun = ({ author, turn_id, turn_state }: ConversationLine): boolean =>
  turn_id !== null && (author === 'agent' || turn_state === 'dead' || turn_state === 'superseded');
