import type { ChatMessage, ChatSession } from '@parley/shared/contract/chat';
import { adopt, enqueue, type Outbox, retry, settle } from './conversation/outbox.ts';
import { loadOutbox, saveOutbox } from './conversation/saved-outbox.ts';
import {
  awaitsAnswer,
  countUnread,
  isChatMessage,
  mergeMessages,
  newestCursor,
  type Transcript,
} from './conversation/transcript.ts';
import type { ChatApi } from './net/chat-api.ts';
import { type Connection, createFollower } from './net/follow.ts';
import { createSender } from './net/sender.ts';
import { createSessions } from './net/sessions.ts';
import type { Shelf } from './net/shelf.ts';

export type ChatState = {
  agent: ChatSession['agent'] | null;
  transcript: Transcript;
  outbox: Outbox;
  isTyping: boolean;
  connection: Connection;
  unread: number;
};

export type ChatPorts = {
  api: ChatApi;
  channel: string;
  shelf: Shelf;
  newId: () => string;
  now: () => number;
  random: () => number;
};

export type Chat = ReturnType<typeof createChat>;

// The end of typing may get lost on the way: nobody types for longer than this without saying so again.
const TYPING_ENDS_AFTER_MS = 60_000;
const READ_UP_TO = 'read';

/** The conversation without its picture: what there is, and what the visitor can do with it. */
export function createChat({ api, channel, shelf, newId, now, random }: ChatPorts) {
  let state: ChatState = {
    agent: null,
    transcript: [],
    outbox: loadOutbox(shelf),
    isTyping: false,
    connection: { kind: 'connecting' },
    unread: 0,
  };
  let hasSession = false;
  let readsAnew = false;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<(state: ChatState) => void>();

  const change = (patch: Partial<ChatState>) => {
    const before = state;
    const next = { ...state, ...patch };
    next.outbox = settle(next.outbox, next.transcript);
    next.unread = countUnread(next.transcript, shelf.get(READ_UP_TO));
    state = next;
    if (next.outbox !== before.outbox) saveOutbox(shelf, before.outbox, next.outbox);
    for (const listener of listeners) listener(state);
  };

  const greet = ({ agent }: ChatSession) => change({ agent });

  const takeSession = (session: ChatSession) => {
    greet(session);
    // A new token may stand for a new visitor: a server that no longer knows the old one does not say so.
    if (hasSession) readsAnew = true;
    if (hasSession) follower.restart();
    hasSession = true;
  };

  const setTyping = (active: boolean) => {
    // A hint may come later than the answer that it announced.
    const isTyping = active && (state.outbox.length > 0 || awaitsAnswer(state.transcript));
    clearTimeout(typingEnds);
    if (isTyping) typingEnds = setTimeout(() => change({ isTyping: false }), TYPING_ENDS_AFTER_MS);
    if (isTyping !== state.isTyping) change({ isTyping });
  };

  const takeMessages = (messages: ChatMessage[]) => {
    if (messages.some(({ author }) => author !== 'visitor')) setTyping(false);
    const transcript = mergeMessages(state.transcript, messages);
    if (transcript !== state.transcript) change({ transcript });
  };

  const list = async (after: string | null, stop: AbortSignal) => {
    const page = await sessions.authorised((token) => api.list(token, after, stop));
    if (page.kind !== 'ok' || !readsAnew || after !== null) return page;
    // In one step: what stays the same is not seen to go and come back.
    readsAnew = false;
    change({ transcript: mergeMessages([], page.body.data.filter(isChatMessage)) });
    return page;
  };

  const sessions = createSessions({ api, channel, shelf, onSession: takeSession });
  const sender = createSender({
    outbox: () => state.outbox,
    change: (to) => change({ outbox: to(state.outbox) }),
    send: async (message) => {
      const answer = await sessions.authorised((token) => api.send(token, message));
      if (answer.kind === 'ok' && state.connection.kind === 'waiting') follower.restart();
      return answer;
    },
    now,
    random,
  });
  const follower = createFollower({
    list,
    stream: (after, stop) => sessions.authorised((token) => api.follow(token, after, stop)),
    cursor: () => (readsAnew ? null : newestCursor(state.transcript)),
    onMessages: takeMessages,
    onTyping: setTyping,
    onConnection: (connection) => {
      change({ connection });
      if (connection.kind === 'live') sender.wake();
      // The visitor cannot mend it; whoever put the chat on this page can.
      if (connection.kind === 'closed') console.error(`Parley chat: ${connection.message}`);
    },
    now,
    random,
  });

  return {
    state: () => state,
    subscribe: (listener: (state: ChatState) => void) => listeners.add(listener),

    /** Idempotent: the first call opens the session, at the latest when the visitor opens the panel. */
    start: () => {
      const known = sessions.remembered();
      if (known && !state.agent) greet(known);
      follower.start();
      sender.drain();
    },
    send: (text: string) => {
      change({ outbox: enqueue(state.outbox, newId(), text, now()) });
      sender.drain();
    },
    sendAgain: (id: string) => {
      change({ outbox: retry(state.outbox, id, now()) });
      sender.wake();
      sender.drain();
    },
    markRead: () => {
      const newest = newestCursor(state.transcript);
      if (newest === null || newest === shelf.get(READ_UP_TO)) return;
      shelf.set(READ_UP_TO, newest);
      if (state.unread > 0) change({});
    },

    /** Who the visitor is, and what has been read, is one for all tabs. */
    otherTabWrote: () => {
      sessions.adoptStored();
      change({});
    },
    pause: follower.pause,
    /** The visitor looks at the page again: another tab may have left something to send. */
    resume: () => {
      change({ outbox: adopt(state.outbox, loadOutbox(shelf)) });
      follower.resume();
      sender.wake();
      sender.drain();
    },
    networkIsBack: () => {
      follower.restart();
      sender.wake();
    },
    stop: () => {
      listeners.clear();
      clearTimeout(typingEnds);
      follower.stop();
      sender.stop();
    },
  };
}
