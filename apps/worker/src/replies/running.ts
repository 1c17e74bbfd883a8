import type { SendRef } from '@parley/core/replies/claim-replies';

/** What this process has under way: sends, of which it can say that they are its own, and questions about others. */
export function createRunning() {
  const sends = new Map<string, Promise<void>>();
  const questions = new Set<Promise<void>>();
  return {
    size: () => sends.size,
    has: (send: SendRef) => sends.has(keyOf(send)),
    asking: () => questions.size > 0,
    send(send: SendRef, done: Promise<void>, then: () => void) {
      const key = keyOf(send);
      const ended = done.finally(() => {
        sends.delete(key);
        then();
      });
      sends.set(key, ended);
    },
    ask(done: Promise<void>) {
      const ended = done.finally(() => questions.delete(ended));
      questions.add(ended);
    },
    all: () => Promise.allSettled([...sends.values(), ...questions]),
  };
}

const keyOf = ({ orgId, replyId, sendNo }: SendRef): string => `${orgId} ${replyId} ${sendNo}`;
