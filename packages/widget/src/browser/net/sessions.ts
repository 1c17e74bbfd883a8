import type { ChatSession } from '@parley/shared/contract/chat';
import type { Answer, ChatApi } from './chat-api.ts';
import type { Shelf } from './shelf.ts';

/** What an authorised call can end in, once a stale token has been dealt with. */
export type Authorised<T> = Exclude<Answer<T>, { kind: 'expired' }> | { kind: 'closed'; message: string };

export type Sessions = {
  /** What an earlier page of this visitor knew: good for the first picture, not for a call. */
  remembered(): ChatSession | null;
  /** Another tab has written: two that open together become one visitor, the one that was stored last. */
  adoptStored(): void;
  /** The visitor is somebody else from now on: who the site says, or with `null` somebody new. */
  identify(identity: string | null): void;
  authorised<T>(call: (token: string) => Promise<Answer<T>>): Promise<Authorised<T>>;
};

export type SessionPorts = {
  api: Pick<ChatApi, 'openSession'>;
  channel: string;
  shelf: Shelf;
  identity?: string | null | undefined;
  /** Each time that there is another token than before. */
  onSession: (session: ChatSession) => void;
};

const KEY = 'session';

export function createSessions({ api, channel, shelf, identity, onSession }: SessionPorts): Sessions {
  let current: ChatSession | null = null;
  let opening: Promise<Answer<ChatSession>> | null = null;

  const remembered = () => parseSession(shelf.get(KEY));

  const open = async (badToken: string | null): Promise<Answer<ChatSession>> => {
    const stored = remembered();
    const isRenewedByAnotherTab = badToken !== null && stored !== null && stored.token !== badToken;
    if (isRenewedByAnotherTab) return { kind: 'ok', body: stored };

    const continued = stored ?? current;
    let answer = await api.openSession(channel, continued?.token, identity);
    if (continued && (answer.kind === 'expired' || answer.kind === 'refused')) {
      // The old token is worth nothing any more: a new visitor begins, rather than nobody.
      answer = await api.openSession(channel, undefined, identity);
    }
    if (answer.kind === 'ok') {
      shelf.set(KEY, JSON.stringify(answer.body));
      const told = answer.body.identity;
      // For whoever put the chat on this page: the visitor chats as they would without.
      if (told && !told.verified) console.error(`Parley chat: ${told.message}`);
    }
    return answer;
  };

  const openOnce = (badToken: string | null) => {
    opening ??= open(badToken).finally(() => {
      opening = null;
    });
    return opening;
  };

  const take = (session: ChatSession) => {
    if (session.token === current?.token) return;
    current = session;
    onSession(session);
  };

  const adoptStored = () => {
    const stored = remembered();
    if (current && stored) take(stored);
  };

  const identify = (next: string | null) => {
    identity = next;
    if (next === null) shelf.remove(KEY);
    if (!current) return;
    const { token } = current;
    if (next === null) current = null;
    void ensure(token);
  };

  /** A token to call with. One that has just proved bad is replaced first. */
  const ensure = async (badToken: string | null): Promise<Answer<ChatSession>> => {
    if (current && current.token !== badToken) return { kind: 'ok', body: current };
    const answer = await openOnce(badToken);
    if (answer.kind === 'ok') take(answer.body);
    return answer;
  };

  const authorised = async <T>(call: (token: string) => Promise<Answer<T>>): Promise<Authorised<T>> => {
    let badToken: string | null = null;
    for (let attempt = 0; attempt < 2; attempt++) {
      const session = await ensure(badToken);
      if (session.kind === 'refused') return { kind: 'closed', message: session.message };
      if (session.kind !== 'ok') break;
      const answer = await call(session.body.token);
      if (answer.kind !== 'expired') return answer;
      badToken = session.body.token;
    }
    return { kind: 'later', afterMs: null };
  };

  return { remembered, adoptStored, identify, authorised };
}

function parseSession(stored: string | null): ChatSession | null {
  try {
    const session = JSON.parse(stored ?? '') as ChatSession;
    return typeof session.token === 'string' && typeof session.agent.name === 'string' ? session : null;
  } catch {
    return null;
  }
}
