/** What the page finds as `window.Parley` once the script has run. */
export type ParleyChat = {
  open(): void;
  close(): void;
  /** Takes the chat off the page and cuts its line. What was written stays with the visitor. */
  remove(): void;
};

declare global {
  interface Window {
    Parley?: ParleyChat;
  }
}
