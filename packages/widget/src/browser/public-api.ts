/** What the page finds as `window.Parley` once the script has run. */
export type ParleyChat = {
  open(): void;
  close(): void;
  /** Who the visitor is, signed by the site's server; `null` when they sign out: somebody new chats from then on. */
  identify(token: string | null): void;
  /** Takes the chat off the page and cuts its line. What was written stays with the visitor. */
  remove(): void;
};

declare global {
  interface Window {
    Parley?: ParleyChat;
  }
}
