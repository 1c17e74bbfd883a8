import type { ChatDraft, ChatMessage, ChatSession } from '@parley/shared/contract/chat';
import { adopt, enqueue, retry } from './conversation/outbox.ts';
import { loadOutbox } from './conversation/saved-outbox.ts';
import { createStore } from './conversation/store.ts';
import { awaitsAnswer, isChatMessage, mergeMessages, newestCursor } from './conversation/transcript.ts';
import type { ChatApi } from './net/chat-api.ts';
import { createFollower } from './net/follow.ts';
import { createSender } from './net/sender.ts';
import { createSessions } from './net/sessions.ts';
import type { Shelf } from './net/shelf.ts';

export type ChatPorts = {
  api: ChatApi;
  channel: string;
  shelf: Shelf;
  identity?: string | undefined;
  newId: () => string;
  now: () => number;
  random: () => number;
};

export type Chat = ReturnType<typeof createChat>;

// The end of typing may get lost on the way, and the end of a draft: nobody writes for longer without a word.
const TYPING_ENDS_AFTER_MS = 60_000;

/** The conversation without its picture: what there is, and what the visitor can do with it. */
export function createChat({ api, channel, shelf, identity, newId, now, random }: ChatPorts) {
  const store = createStore(shelf);
  const { state, change } = store;
  let hasSession = false;
  let readsAnew = false;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  let draftEnds: ReturnType<typeof setTimeout> | undefined;

  const greet = ({ agent }: ChatSession) => change({ agent });

  const takeSession = (session: ChatSession) => {
    const isFirst = !hasSession;
    hasSession = true;
    greet(session);
    if (isFirst) return;
    // A new token may stand for a new visitor: a server that no longer knows the old one does not say so.
    readsAnew = true;
    follower.restart();
  };

  const setTyping = (active: boolean) => {
    // A hint may come later than the answer that it announced.
    const isTyping = active && (state().outbox.length > 0 || awaitsAnswer(state().transcript));
    clearTimeout(typingEnds);
    if (isTyping) typingEnds = setTimeout(() => change({ isTyping: false }), TYPING_ENDS_AFTER_MS);
    if (isTyping !== state().isTyping) change({ isTyping });
  };

  const setDraft = (draft: ChatDraft | null) => {
    clearTimeout(draftEnds);
    if (draft) draftEnds = setTimeout(() => change({ draft: null }), TYPING_ENDS_AFTER_MS);
    if (draft !== state().draft) change({ draft });
  };

  const takeMessages = (messages: ChatMessage[]) => {
    const isSpokenTo = messages.some(({ author }) => author !== 'visitor');
    if (isSpokenTo) setTyping(false);
    const transcript = mergeMessages(state().transcript, messages);
    if (transcript === state().transcript) return;
    if (isSpokenTo) clearTimeout(draftEnds);
    // In one step: the bubble of a draft becomes that of its answer. Whoever else speaks ends it.
    change({ transcript, ...(isSpokenTo && { draft: null }) });
  };

  const list = async (after: string | null, stop: AbortSignal) => {
    const page = await sessions.authorised((token) => api.list(token, after, stop));
    if (page.kind !== 'ok' || !readsAnew || after !== null) return page;
    // In one step: what stays the same is not seen to go and come back.
    readsAnew = false;
    change({ transcript: mergeMessages([], page.body.data.filter(isChatMessage)) });
    return page;
  };

  const sessions = createSessions({ api, channel, shelf, identity, onSession: takeSession });
  const sender = createSender({
    outbox: () => state().outbox,
    change: (to) => change({ outbox: to(state().outbox) }),
    send: async (message) => {
      const answer = await sessions.authorised((token) => api.send(token, message));
      if (answer.kind === 'ok' && state().connection.kind === 'waiting') follower.restart();
      return answer;
    },
    now,
    random,
  });
  const follower = createFollower({
    list,
    stream: (after, stop) => sessions.authorised((token) => api.follow(token, after, stop)),
    cursor: () => (readsAnew ? null : newestCursor(state().transcript)),
    onMessages: takeMessages,
    onTyping: setTyping,
    onDraft: setDraft,
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
    state,
    subscribe: store.subscribe,
    markRead: store.markRead,

    /** Idempotent: the first call opens the session, at the latest when the visitor opens the panel. */
    start: () => {
      const known = sessions.remembered();
      if (known && !state().agent) greet(known);
      follower.start();
      sender.drain();
    },
    send: (text: string) => {
      change({ outbox: enqueue(state().outbox, newId(), text, now()) });
      sender.drain();
    },
    sendAgain: (id: string) => {
      change({ outbox: retry(state().outbox, id, now()) });
      sender.wake();
      sender.drain();
    },

    /** Who the visitor is, and what has been read, is one for all tabs. */
    otherTabWrote: () => {
      sessions.adoptStored();
      change({});
    },
    identify: sessions.identify,
    pause: follower.pause,
    /** The visitor looks at the page again: another tab may have left something to send. */
    resume: () => {
      change({ outbox: adopt(state().outbox, loadOutbox(shelf)) });
      follower.resume();
      sender.wake();
      sender.drain();
    },
    networkIsBack: () => {
      follower.restart();
      sender.wake();
    },
    stop: () => {
      store.close();
      clearTimeout(typingEnds);
      clearTimeout(draftEnds);
      follower.stop();
      sender.stop();
    },
  };
}
