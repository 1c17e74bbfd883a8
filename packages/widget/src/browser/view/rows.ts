import type { ChatDraft, ChatMessage, ChatSession } from '@parley/shared/contract/chat';
import type { Outbox, Outgoing } from '../conversation/outbox.ts';
import { ownId, type Transcript } from '../conversation/transcript.ts';
import { stateWords, words } from './words.ts';

/** One line of the picture. The key stays the same while a message goes from being sent or drafted to being there. */
export type Row = DayRow | NoticeRow | BubbleRow;
export type DayRow = { kind: 'day'; key: string; text: string };
export type NoticeRow = { kind: 'notice'; key: string; text: string };
export type BubbleRow = {
  kind: 'bubble';
  key: string;
  author: 'visitor' | 'agent' | 'person';
  text: string;
  tone: 'settled' | 'pending' | 'failed' | 'draft';
  startsGroup: boolean;
  endsGroup: boolean;
  /** Who and when, under the last bubble of a group. */
  meta: string | null;
  model: string | null;
};

export type RowFacts = {
  agent: ChatSession['agent'] | null;
  transcript: Transcript;
  outbox: Outbox;
  draft: ChatDraft | null;
  now: number;
  formatTime: (at: Date) => string;
  formatDay: (at: Date) => string;
};

type Item = Omit<BubbleRow, 'kind' | 'startsGroup' | 'endsGroup' | 'author'> & {
  author: ChatMessage['author'];
  at: number;
};

const GROUP_WITHIN_MS = 5 * 60_000;

export function toRows(facts: RowFacts): Row[] {
  // One message that cannot get through holds up all behind it.
  const isWaiting = facts.outbox.some(({ state }) => state.kind === 'queued' && state.failures > 0);
  const firstAnswers = answersOfTurns(facts.transcript);
  const items = [
    ...facts.transcript.map((message) => itemOfMessage(message, facts, firstAnswers)),
    ...facts.outbox.map((outgoing) => itemOfOutgoing(outgoing, isWaiting)),
    ...(facts.draft ? [itemOfDraft(facts.draft, facts.now)] : []),
  ];
  const rows: Row[] = facts.agent?.greeting ? [greetingRow(facts.agent)] : [];
  let day = dayOf(facts.now);
  for (const [index, item] of items.entries()) {
    if (dayOf(item.at) !== day)
      rows.push({ kind: 'day', key: `day:${item.key}`, text: facts.formatDay(new Date(item.at)) });
    day = dayOf(item.at);
    rows.push(rowOf(item, items[index - 1], items[index + 1]));
  }
  return rows;
}

function rowOf(item: Item, before: Item | undefined, after: Item | undefined): NoticeRow | BubbleRow {
  const { author, key, text, tone, model, meta } = item;
  if (author === 'notice') return { kind: 'notice', key, text };
  const endsGroup = !after || !isOneGroup(item, after) || tone === 'failed' || after.tone !== tone;
  const startsGroup = !before || !isOneGroup(before, item);
  return { kind: 'bubble', key, author, text, tone, startsGroup, endsGroup, meta: endsGroup ? meta : null, model };
}

const greetingRow = (agent: ChatSession['agent']): BubbleRow => ({
  kind: 'bubble',
  key: 'greeting',
  author: 'agent',
  text: agent.greeting,
  tone: 'settled',
  startsGroup: true,
  endsGroup: true,
  meta: null,
  model: null,
});

/** The first answer of each turn stands where its draft stood. */
function answersOfTurns(transcript: Transcript): Map<ChatMessage, string> {
  const turns = new Set<string>();
  const answers = new Map<ChatMessage, string>();
  for (const message of transcript) {
    const { author, turn_id } = message;
    if (author !== 'agent' || turn_id === null || turns.has(turn_id)) continue;
    turns.add(turn_id);
    answers.set(message, answerKey(turn_id));
  }
  return answers;
}

const answerKey = (turnId: string): string => `answer:${turnId}`;

function itemOfDraft({ turn_id, text }: ChatDraft, now: number): Item {
  return { key: answerKey(turn_id), author: 'agent', text, tone: 'draft', meta: null, model: null, at: now };
}

function itemOfMessage(message: ChatMessage, { agent, formatTime }: RowFacts, answers: Map<ChatMessage, string>): Item {
  const { id, author, text, model } = message;
  const at = new Date(message.at);
  const who = { visitor: null, notice: null, agent: agent?.name ?? words.agent, person: words.person }[author];
  const meta = who ? `${who} · ${formatTime(at)}` : formatTime(at);
  return {
    key: ownId(message) ?? answers.get(message) ?? id,
    author,
    text,
    tone: 'settled',
    meta,
    model,
    at: at.getTime(),
  };
}

function itemOfOutgoing({ id, text, queuedAt, state }: Outgoing, isWaiting: boolean): Item {
  const tone = state.kind === 'refused' ? 'failed' : 'pending';
  return { key: id, author: 'visitor', text, tone, meta: stateWords(state, isWaiting), model: null, at: queuedAt };
}

const isOneGroup = (a: Item, b: Item): boolean =>
  a.author === b.author && b.at - a.at < GROUP_WITHIN_MS && dayOf(a.at) === dayOf(b.at);

const dayOf = (at: number): string => new Date(at).toDateString();
