import type { ChatSession } from '@parley/shared/contract/chat';
import type { Answer, ChatApi } from './chat-api.ts';
import type { Shelf } from './shelf.ts';

/** `visitor` is our own name for whoever the token stands for: another one means another conversation. */
export type Session = ChatSession & { visitor: string };

/** What an authorised call can end in, once a stale token has been dealt with. */
export type Authorised<T> = Exclude<Answer<T>, { kind: 'expired' }> | { kind: 'closed'; message: string };

export type Sessions = {
  /** What an earlier page of this visitor knew: good for the first picture, not for a call. */
  remembered(): Session | null;
  authorised<T>(call: (token: string) => Promise<Answer<T>>): Promise<Authorised<T>>;
};

export type SessionPorts = {
  api: Pick<ChatApi, 'openSession'>;
  channel: string;
  shelf: Shelf;
  newId: () => string;
  /** One tab at a time: two tabs that open together become one visitor, not two. */
  exclusively: <T>(action: () => Promise<T>) => Promise<T>;
  onSession: (session: Session) => void;
};

const KEY = 'session';

export function createSessions({ api, channel, shelf, newId, exclusively, onSession }: SessionPorts): Sessions {
  let current: Session | null = null;
  let opening: Promise<Answer<Session>> | null = null;

  const remembered = () => parseSession(shelf.get(KEY));

  const open = async (badToken: string | null): Promise<Answer<Session>> => {
    const stored = remembered();
    const isRenewedByAnotherTab = badToken !== null && stored !== null && stored.token !== badToken;
    if (isRenewedByAnotherTab) return { kind: 'ok', body: stored };

    const continued = stored ?? current;
    let visitor = continued?.visitor ?? newId();
    let answer = await api.openSession(channel, continued?.token);
    if (continued && (answer.kind === 'expired' || answer.kind === 'refused')) {
      // The old token is worth nothing any more: a new visitor begins, rather than nobody.
      visitor = newId();
      answer = await api.openSession(channel, undefined);
    }
    if (answer.kind !== 'ok') return answer;

    const session = { ...answer.body, visitor };
    shelf.set(KEY, JSON.stringify(session));
    return { kind: 'ok', body: session };
  };

  const openOnce = (badToken: string | null) => {
    opening ??= exclusively(() => open(badToken)).finally(() => {
      opening = null;
    });
    return opening;
  };

  /** A token to call with. One that has just proved bad is replaced first. */
  const ensure = async (badToken: string | null): Promise<Answer<Session>> => {
    if (current && current.token !== badToken) return { kind: 'ok', body: current };
    const answer = await openOnce(badToken);
    if (answer.kind === 'ok' && answer.body !== current) {
      current = answer.body;
      onSession(current);
    }
    return answer;
  };

  const authorised = async <T>(call: (token: string) => Promise<Answer<T>>): Promise<Authorised<T>> => {
    let badToken: string | null = null;
    for (const _ of ['with the token we have', 'with a new one']) {
      const session = await ensure(badToken);
      if (session.kind === 'refused') return { kind: 'closed', message: session.message };
      if (session.kind !== 'ok') break;
      const answer = await call(session.body.token);
      if (answer.kind !== 'expired') return answer;
      badToken = session.body.token;
    }
    return { kind: 'later', afterMs: null };
  };

  return { remembered, authorised };
}

function parseSession(stored: string | null): Session | null {
  try {
    const session = JSON.parse(stored ?? '') as Session;
    return typeof session.token === 'string' && typeof session.agent.name === 'string' ? session : null;
  } catch {
    return null;
  }
}
