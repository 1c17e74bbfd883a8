import type { ChatMessagePage, ChatSession, SentChatMessage } from '@parley/shared/contract/chat';

/** Every call ends in one of these; nothing is thrown. */
export type Answer<T> =
  | { kind: 'ok'; body: T }
  /** The token is no longer good. */
  | { kind: 'expired' }
  /** The same request would be refused again. */
  | { kind: 'refused'; status: number; message: string }
  /** No answer, or one that says later. */
  | { kind: 'later'; afterMs: number | null };

export type ChatApi = ReturnType<typeof createChatApi>;

const ANSWER_WITHIN_MS = 15_000;
const LONGEST_RETRY_AFTER_MS = 60_000;
const LATER_STATUSES = new Set([408, 425, 429]);

export function createChatApi(origin: string, answerWithinMs = ANSWER_WITHIN_MS) {
  const call = async <T>(
    path: string,
    init: RequestInit,
    readBody: (response: Response) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<Answer<T>> => {
    const abort = new AbortController();
    const stopNow = () => abort.abort();
    const timer = setTimeout(stopNow, answerWithinMs);
    stop?.addEventListener('abort', stopNow);
    if (stop?.aborted) stopNow();
    try {
      // No cookies: the token in the header is all that this visitor is.
      const response = await fetch(origin + path, {
        ...init,
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'omit',
      });
      return response.ok ? { kind: 'ok', body: await readBody(response) } : await readRefusal(response);
    } catch {
      return { kind: 'later', afterMs: null };
    } finally {
      clearTimeout(timer);
    }
  };

  const readJson = <T>(response: Response) => response.json() as Promise<T>;
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const post = <T>(path: string, body: object, headers: Record<string, string>) =>
    call<T>(
      path,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        // A message sent in the moment of leaving the page still goes out.
        keepalive: true,
      },
      readJson,
    );

  return {
    openSession: (channel: string, token?: string, identity?: string | null) =>
      post<ChatSession>('/v1/chat/sessions', { channel, token, identity: identity ?? undefined }, {}),

    send: (token: string, message: { id: string; text: string }) =>
      post<SentChatMessage>('/v1/chat/messages', { id: message.id, text: message.text }, bearer(token)),

    list: (token: string, after: string | null, stop: AbortSignal) =>
      call<ChatMessagePage>(
        `/v1/chat/messages?limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`,
        { headers: bearer(token) },
        readJson,
        stop,
      ),

    follow: (token: string, after: string | null, stop: AbortSignal) =>
      call(
        '/v1/chat/events',
        {
          headers: { ...bearer(token), accept: 'text/event-stream', ...(after ? { 'last-event-id': after } : {}) },
        },
        async ({ body }) => {
          if (!body) throw new Error('this browser cannot read a stream');
          return body;
        },
        stop,
      ),
  };
}

async function readRefusal(response: Response): Promise<Exclude<Answer<never>, { kind: 'ok' }>> {
  const { status } = response;
  if (status === 401) return { kind: 'expired' };
  if (status >= 500 || LATER_STATUSES.has(status)) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { kind: 'later', afterMs: seconds >= 0 ? Math.min(seconds * 1_000, LONGEST_RETRY_AFTER_MS) : null };
  }
  const problem = await response.json().catch(() => null);
  return { kind: 'refused', status, message: String(problem?.error?.message ?? response.statusText) };
}
