export type StopRequest = {
  /** Aborted when someone wants Parley to end; the reason says who. */
  signal: AbortSignal;
  /** Resolves at the same moment. */
  asked: Promise<void>;
  /** From within: something failed that Parley cannot go on without. */
  ask(reason: string): void;
  /** What a second Ctrl-C does while things are ending, before the process leaves at once. */
  onForce(force: () => void): void;
  dispose(): void;
};

/** One Ctrl-C may arrive twice: from the terminal, and once more from whoever started us and passes it on. */
const SAME_PRESS_MS = 500;

/** Listens for Ctrl-C and its like. */
export function listenForStop(now: () => number): StopRequest {
  const controller = new AbortController();
  const asked = Promise.withResolvers<void>();
  let firstAt = 0;
  let force = () => {};

  const ask = (reason: string) => {
    if (!controller.signal.aborted) {
      firstAt = now();
      controller.abort(reason);
      asked.resolve();
    } else if (now() - firstAt > SAME_PRESS_MS) {
      force();
      process.exit(1);
    }
  };
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => [name, () => ask(name)] as const);
  for (const [name, listener] of listeners) process.on(name, listener);
  // The process that started us under the right Node is gone.
  const onDisconnect = () => ask('SIGHUP');
  process.on('disconnect', onDisconnect);

  return {
    signal: controller.signal,
    asked: asked.promise,
    ask,
    onForce: (first) => {
      force = first;
    },
    dispose: () => {
      for (const [name, listener] of listeners) process.off(name, listener);
      process.off('disconnect', onDisconnect);
    },
  };
}
