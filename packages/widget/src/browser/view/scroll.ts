import type { ChatState } from '../chat.ts';

const NEAR_PX = 48;

/** Stays with the newest message, unless the visitor is reading further up: then a button says that there is more. */
export function keepAtEnd(view: HTMLElement, jump: HTMLElement) {
  let messages = 0;
  let ownMessages = 0;
  const isNear = () => view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_PX;

  const go = () => {
    view.scrollTop = view.scrollHeight;
    jump.hidden = true;
  };

  const around = (state: ChatState, draw: () => void) => {
    const wasNear = isNear();
    draw();
    const hasNew = state.transcript.length > messages;
    const hasNewOwn = state.outbox.length > ownMessages;
    messages = state.transcript.length;
    ownMessages = state.outbox.length;
    if (wasNear || hasNewOwn) go();
    else if (hasNew) jump.hidden = false;
  };

  view.addEventListener('scroll', () => {
    if (isNear()) jump.hidden = true;
  });
  jump.addEventListener('click', () => {
    go();
    view.focus({ preventScroll: true });
  });
  // A smaller window or an on-screen keyboard must not hide the newest message.
  let wasNearBeforeResize = true;
  view.addEventListener('scroll', () => {
    wasNearBeforeResize = isNear();
  });
  const watch = new ResizeObserver(() => {
    if (wasNearBeforeResize) go();
  });
  watch.observe(view);

  return { around, go };
}
