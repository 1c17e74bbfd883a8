import type { ChatDraft, ChatSession } from '@parley/shared/contract/chat';
import type { Connection } from '../net/follow.ts';
import type { Shelf } from '../net/shelf.ts';
import { type Outbox, settle } from './outbox.ts';
import { loadOutbox, saveOutbox } from './saved-outbox.ts';
import { countUnread, newestCursor, openDraft, type Transcript } from './transcript.ts';

export type ChatState = {
  agent: ChatSession['agent'] | null;
  transcript: Transcript;
  outbox: Outbox;
  isTyping: boolean;
  /** The answer as far as it is written; it may be taken back. */
  draft: ChatDraft | null;
  connection: Connection;
  unread: number;
};

const READ_UP_TO = 'read';

/** What the picture is drawn from. Whatever changes, the outbox is settled and saved, and the unread are counted. */
export function createStore(shelf: Shelf) {
  let state: ChatState = {
    agent: null,
    transcript: [],
    outbox: loadOutbox(shelf),
    isTyping: false,
    draft: null,
    connection: { kind: 'connecting' },
    unread: 0,
  };
  const listeners = new Set<() => void>();

  const change = (patch: Partial<ChatState>) => {
    const before = state;
    const { transcript, outbox, draft } = { ...before, ...patch };
    const unread = countUnread(transcript, shelf.get(READ_UP_TO));
    state = { ...before, ...patch, outbox: settle(outbox, transcript), draft: openDraft(transcript, draft), unread };
    if (state.outbox !== before.outbox) saveOutbox(shelf, before.outbox, state.outbox);
    for (const listener of listeners) listener();
  };

  const markRead = () => {
    const newest = newestCursor(state.transcript);
    if (newest === null || newest === shelf.get(READ_UP_TO)) return;
    shelf.set(READ_UP_TO, newest);
    if (state.unread > 0) change({});
  };

  return {
    state: () => state,
    change,
    markRead,
    subscribe: (listener: () => void) => void listeners.add(listener),
    close: () => listeners.clear(),
  };
}
