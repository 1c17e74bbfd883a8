import type { ChatState } from '../conversation/store.ts';

const NEAR_PX = 48;

/** Stays with the newest message, unless the visitor is reading further up: then a button says that there is more. */
export function keepAtEnd(view: HTMLElement, jump: HTMLElement) {
  let messages = 0;
  let newestOwn: string | undefined;
  let height = 0;
  let isFollowing = true;

  const go = () => {
    view.scrollTop = view.scrollHeight;
    jump.hidden = true;
    isFollowing = true;
  };

  const around = ({ transcript, outbox }: ChatState, draw: () => void) => {
    draw();
    const own = outbox.at(-1)?.id;
    const hasWritten = own !== undefined && own !== newestOwn;
    const hasMore = transcript.length > messages;
    messages = transcript.length;
    newestOwn = own;
    if (isFollowing || hasWritten) go();
    else if (hasMore) jump.hidden = false;
  };

  view.addEventListener('scroll', () => {
    // A view that has just become smaller was not scrolled by anybody: the observer below brings it back.
    if (view.clientHeight !== height) return;
    isFollowing = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_PX;
    if (isFollowing) jump.hidden = true;
  });
  jump.addEventListener('click', () => {
    go();
    view.focus({ preventScroll: true });
  });
  const watch = new ResizeObserver(() => {
    height = view.clientHeight;
    if (isFollowing) go();
  });
  watch.observe(view);

  return { around, go };
}
