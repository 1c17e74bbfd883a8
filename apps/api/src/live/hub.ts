import type { LiveSignal } from '@parley/queue/live';
import type { LiveHint } from '@parley/shared/live-hint';
import { changed, stir, type Waiting } from './waiting.ts';

/** Who listens: a person on a channel, and the conversation as soon as it has an id. */
export type Listener = { orgId: string; audience: string; conversationId: string | null };

/** An answer that is being written; `text` is null when it was taken back. */
export type Draft = { turnId: string; text: string | null };

export type Follower = {
  /** Resolves when something may have changed since the last call, after 15 s at the latest, or when the signal fires. */
  changed(signal: AbortSignal): Promise<void>;
  /** The newest word on whether the agent is writing, given out once. */
  typing(): boolean | null;
  /** The newest word on an answer that is being written, given out once. */
  draft(): Draft | null;
  /** From when on the conversation is known: hints of it are heard too. */
  setConversation(conversationId: string): void;
  stop(): void;
};

export type Hub = {
  /** A gap means that hints may have been missed: everyone looks again. */
  hear(signal: LiveSignal): void;
  follow(listener: Listener): Follower;
  /** How many listen here, in all and for one person. */
  size(): number;
  sizeOf(audience: string): number;
};

type DraftHint = Extract<LiveHint, { kind: 'draft' }>;
type Listening = Waiting & {
  key: string;
  typing: boolean | null;
  draft: Draft | null;
  shown: Draft | null;
  fence: bigint;
};

/** Fans hints out to the streams of this process that care. Holds no state that matters: a stream re-reads by cursor. */
export function createHub(): Hub {
  const byKey = new Map<string, Set<Listening>>();
  const perAudience = new Map<string, number>();
  let size = 0;

  const add = (waiting: Listening) => byKey.set(waiting.key, (byKey.get(waiting.key) ?? new Set()).add(waiting));
  const remove = (waiting: Listening) => {
    const set = byKey.get(waiting.key);
    set?.delete(waiting);
    if (set?.size === 0) byKey.delete(waiting.key);
  };
  const count = (audience: string, by: 1 | -1) => {
    size += by;
    const left = (perAudience.get(audience) ?? 0) + by;
    if (left === 0) perAudience.delete(audience);
    else perAudience.set(audience, left);
  };
  const touch = (key: string, typing?: boolean) => {
    for (const waiting of byKey.get(key) ?? []) {
      if (typing !== undefined) waiting.typing = typing;
      stir(waiting);
    }
  };
  const missed = () => {
    for (const [key, all] of byKey) {
      // That it was taken back may be what was missed; what still comes of it is the whole of it.
      for (const waiting of all) if (waiting.shown) waiting.draft = { turnId: waiting.shown.turnId, text: null };
      touch(key);
    }
  };
  const drafted = (key: string, { fence, turnId, text }: DraftHint) => {
    for (const waiting of byKey.get(key) ?? []) {
      // An attempt that has lost its lane does not know it yet: its successor's word counts.
      if (BigInt(fence) < waiting.fence) continue;
      waiting.fence = BigInt(fence);
      waiting.draft = { turnId, text };
      stir(waiting);
    }
  };

  return {
    hear(hint) {
      if (hint.kind === 'gap') missed();
      else if (hint.kind === 'conversation_opened') touch(audienceKey(hint.orgId, hint.audience));
      else if (hint.kind === 'typing') touch(conversationKey(hint.orgId, hint.conversationId), hint.active);
      else if (hint.kind === 'draft') drafted(conversationKey(hint.orgId, hint.conversationId), hint);
      else if (hint.kind === 'conversation') touch(conversationKey(hint.orgId, hint.conversationId));
    },
    size: () => size,
    sizeOf: (audience) => perAudience.get(audience) ?? 0,
    follow({ orgId, audience, conversationId }) {
      const key = conversationId === null ? audienceKey(orgId, audience) : conversationKey(orgId, conversationId);
      const waiting: Listening = {
        key,
        dirty: false,
        typing: null,
        draft: null,
        shown: null,
        fence: 0n,
        wake: () => {},
      };
      add(waiting);
      count(audience, 1);
      return {
        changed: (signal) => changed(waiting, signal),
        typing() {
          const { typing } = waiting;
          waiting.typing = null;
          return typing;
        },
        draft() {
          const { draft } = waiting;
          waiting.draft = null;
          if (draft) waiting.shown = draft.text === null ? null : draft;
          return draft;
        },
        setConversation(id) {
          const known = conversationKey(orgId, id);
          if (waiting.key === known) return;
          remove(waiting);
          waiting.key = known;
          add(waiting);
          // What was said between the reading of the rows and this line was told to nobody.
          waiting.dirty = true;
        },
        stop() {
          remove(waiting);
          count(audience, -1);
        },
      };
    },
  };
}

const conversationKey = (orgId: string, conversationId: string) => `${orgId} ${conversationId}`;
const audienceKey = (orgId: string, audience: string) => `${orgId} ~${audience}`;
