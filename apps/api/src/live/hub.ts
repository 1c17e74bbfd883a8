import type { LiveSignal } from '@parley/queue/live';

export type Follower = {
  /** Resolves when something may have changed since the last call, after 15 s at the latest, or when the signal fires. */
  changed(signal: AbortSignal): Promise<void>;
  /** The newest word on whether the agent is writing, given out once. */
  typing(): boolean | null;
  /** From when on the conversation is known: hints of it are heard too. */
  setConversation(conversationId: string): void;
  stop(): void;
};

export type Hub = {
  /** A gap means that hints may have been missed: everyone looks again. */
  hear(signal: LiveSignal): void;
  /** `null`: the conversation has not begun; its first message will be heard by the organisation's hints. */
  follow(orgId: string, conversationId: string | null): Follower;
  size(): number;
};

type Waiting = { key: string; dirty: boolean; typing: boolean | null; wake: () => void };

const LOOK_AGAIN_MS = 15_000;

/** Fans hints out to the streams of this process that care. Holds no state that matters: a stream re-reads by cursor. */
export function createHub(): Hub {
  const byKey = new Map<string, Set<Waiting>>();
  let size = 0;

  const add = (waiting: Waiting) => {
    const set = byKey.get(waiting.key) ?? new Set();
    byKey.set(waiting.key, set.add(waiting));
  };
  const remove = (waiting: Waiting) => {
    const set = byKey.get(waiting.key);
    set?.delete(waiting);
    if (set?.size === 0) byKey.delete(waiting.key);
  };
  const touch = (key: string, typing: boolean | null) => {
    for (const waiting of byKey.get(key) ?? []) {
      if (typing === null) waiting.dirty = true;
      else waiting.typing = typing;
      waiting.wake();
    }
  };

  const wakeAll = () => {
    for (const key of byKey.keys()) touch(key, null);
  };

  return {
    hear(hint) {
      if (hint.kind === 'gap') return wakeAll();
      if (hint.kind === 'typing') return touch(conversationKey(hint.orgId, hint.conversationId), hint.active);
      if (hint.kind === 'conversation_opened') return touch(newcomerKey(hint.orgId), null);
      touch(conversationKey(hint.orgId, hint.conversationId), null);
    },
    size: () => size,
    follow(orgId, conversationId) {
      const key = conversationId === null ? newcomerKey(orgId) : conversationKey(orgId, conversationId);
      const waiting: Waiting = { key, dirty: false, typing: null, wake: () => {} };
      add(waiting);
      size += 1;
      return {
        changed: (signal) => changed(waiting, signal),
        typing() {
          const { typing } = waiting;
          waiting.typing = null;
          return typing;
        },
        setConversation(id) {
          remove(waiting);
          waiting.key = conversationKey(orgId, id);
          add(waiting);
        },
        stop() {
          remove(waiting);
          size -= 1;
        },
      };
    },
  };
}

const conversationKey = (orgId: string, conversationId: string) => `${orgId} ${conversationId}`;
const newcomerKey = (orgId: string) => `${orgId} newcomers`;

function changed(waiting: Waiting, signal: AbortSignal): Promise<void> {
  if (waiting.dirty || waiting.typing !== null || signal.aborted) {
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
