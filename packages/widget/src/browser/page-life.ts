import type { Chat } from './chat.ts';

const HIDDEN_FOR_LONG_MS = 60_000;

/** A page that nobody looks at lets go of its line after a while, and is up to date again when somebody returns. */
export function followPage(chat: Chat, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(chat.pause, HIDDEN_FOR_LONG_MS);
    else chat.resume();
  };
  document.addEventListener('visibilitychange', onVisibility, { signal });
  addEventListener('online', chat.networkIsBack, { signal });
  // An open line would keep the page out of the browser's back-and-forward cache.
  addEventListener('pagehide', chat.pause, { signal });
  addEventListener('pageshow', (event) => event.persisted && chat.resume(), { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
}

export function followOtherTabs(chat: Chat, prefix: string, signal: AbortSignal): void {
  addEventListener('storage', ({ key }) => key?.startsWith(prefix) && chat.otherTabWrote(), { signal });
}
