import type { ChatDraft, ChatMessage } from '@parley/shared/contract/chat';

/** What the server has told us: every message once, in cursor order. */
export type Transcript = readonly ChatMessage[];

const byCursor = (a: ChatMessage, b: ChatMessage): number => (a.cursor < b.cursor ? -1 : a.cursor > b.cursor ? 1 : 0);

/** The same array comes back when nothing is new, so that nothing is drawn again. */
export function mergeMessages(transcript: Transcript, incoming: readonly ChatMessage[]): Transcript {
  const ids = new Set(transcript.map(({ id }) => id));
  const ownIds = new Set(transcript.map(ownId));
  const fresh = incoming.filter((message) => {
    const own = ownId(message);
    if (ids.has(message.id) || (own !== null && ownIds.has(own))) return false;
    ids.add(message.id);
    ownIds.add(own);
    return true;
  });
  return fresh.length === 0 ? transcript : [...transcript, ...fresh].sort(byCursor);
}

/** Where to go on reading. */
export const newestCursor = (transcript: Transcript): string | null => transcript.at(-1)?.cursor ?? null;

/** The id that a widget gave to what its visitor wrote. */
export const ownId = (message: ChatMessage): string | null =>
  message.author === 'visitor' ? message.client_message_id : null;

export const countUnread = (transcript: Transcript, readUpTo: string | null): number =>
  transcript.filter(({ author, cursor }) => author !== 'visitor' && cursor > (readUpTo ?? '')).length;

/** Whether something that the visitor wrote has no answer yet. */
export function awaitsAnswer(transcript: Transcript): boolean {
  const answered = new Set(transcript.filter(({ author }) => author === 'agent').map(({ turn_id }) => turn_id));
  return transcript.some(({ author, turn_id }) => author === 'visitor' && (turn_id === null || !answered.has(turn_id)));
}

/** The draft as it may be shown: none of a turn that has its answer, however late a word of it comes. */
export const openDraft = (transcript: Transcript, draft: ChatDraft | null): ChatDraft | null =>
  draft && transcript.some(({ author, turn_id }) => author !== 'visitor' && turn_id === draft.turn_id) ? null : draft;

/** What arrives from outside is looked at once, here: anything that is not a message is nothing. */
export function isChatMessage(value: unknown): value is ChatMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { id, cursor, author, text, at } = value as Record<string, unknown>;
  return [id, cursor, author, text].every((field) => typeof field === 'string') && !Number.isNaN(Date.parse(`${at}`));
}

export function isChatDraft(value: unknown): value is ChatDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { turn_id, text } = value as Record<string, unknown>;
  return typeof turn_id === 'string' && typeof text === 'string' && text !== '';
}
