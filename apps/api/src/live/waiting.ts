/** Somebody who reads rows again when something may have changed. `dirty`: something has, since they last looked. */
export type Waiting = { dirty: boolean; wake: () => void };

const LOOK_AGAIN_MS = 15_000;

export function stir(waiting: Waiting): void {
  waiting.dirty = true;
  waiting.wake();
}

/** Until something may have changed since the last call, for 15 s at most, or until the signal fires. */
export function changed(waiting: Waiting, signal: AbortSignal): Promise<void> {
  if (waiting.dirty || signal.aborted) {
    waiting.dirty = false;
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      waiting.wake = () => {};
      waiting.dirty = false;
      resolve();
    };
    const timer = setTimeout(done, LOOK_AGAIN_MS);
    signal.addEventListener('abort', done, { once: true });
    waiting.wake = done;
  });
}
