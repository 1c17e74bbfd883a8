import { ownId, type Transcript } from './transcript.ts';

/**
 * What the visitor wrote and the transcript does not hold yet, oldest first. The id is given once and never changes:
 * however often a message is sent, the server takes it once.
 */
export type Outgoing = {
  id: string;
  text: string;
  queuedAt: number;
  state:
    | { kind: 'queued'; failures: number }
    /** The server holds it; its echo has not come yet. */
    | { kind: 'accepted' }
    /** Not sent again until the visitor says so. */
    | { kind: 'refused'; reason: RefusalReason };
};

export type RefusalReason = 'invalid' | 'stale';
export type Outbox = readonly Outgoing[];

// "I am five minutes late" must not be delivered the next morning without being asked.
export const STALE_AFTER_MS = 15 * 60_000;

export const enqueue = (outbox: Outbox, id: string, text: string, now: number): Outbox => [
  ...outbox,
  { id, text, queuedAt: now, state: { kind: 'queued', failures: 0 } },
];

/** Strictly one after the other: the next is sent only when the one before it is accepted or refused. */
export const nextToSend = (outbox: Outbox): Outgoing | undefined => outbox.find(({ state }) => state.kind === 'queued');

export const accept = (outbox: Outbox, id: string): Outbox => withState(outbox, id, () => ({ kind: 'accepted' }));

export const refuse = (outbox: Outbox, id: string, reason: RefusalReason): Outbox =>
  withState(outbox, id, () => ({ kind: 'refused', reason }));

export const delay = (outbox: Outbox, id: string): Outbox =>
  withState(outbox, id, (state) => (state.kind === 'queued' ? { ...state, failures: state.failures + 1 } : state));

/** The same id again, in a new place at the end: what the visitor sees last is what is sent last. */
export function retry(outbox: Outbox, id: string, now: number): Outbox {
  const again = outbox.find((outgoing) => outgoing.id === id && outgoing.state.kind === 'refused');
  if (!again) return outbox;
  return enqueue(
    outbox.filter((outgoing) => outgoing !== again),
    id,
    again.text,
    now,
  );
}

/** What has waited too long is held back until the visitor sends it again. */
export const holdBackStale = (outbox: Outbox, now: number): Outbox =>
  outbox.reduce(
    (held, { id, queuedAt, state }) =>
      state.kind === 'queued' && now - queuedAt > STALE_AFTER_MS ? refuse(held, id, 'stale') : held,
    outbox,
  );

/** An echo in the transcript is the best receipt: it also ends a message whose answer was lost on the way. */
export function settle(outbox: Outbox, transcript: Transcript): Outbox {
  const echoed = new Set(transcript.map(ownId));
  const open = outbox.filter(({ id }) => !echoed.has(id));
  return open.length === outbox.length ? outbox : open;
}

/** Takes up messages left by an earlier page, each once, before what this page has. */
export function adopt(outbox: Outbox, stored: Outbox): Outbox {
  const known = new Set(outbox.map(({ id }) => id));
  const left = stored.filter(({ id }) => !known.has(id));
  return left.length === 0 ? outbox : [...left, ...outbox].sort((a, b) => a.queuedAt - b.queuedAt);
}

const withState = (outbox: Outbox, id: string, change: (state: Outgoing['state']) => Outgoing['state']): Outbox =>
  outbox.map((outgoing) => (outgoing.id === id ? { ...outgoing, state: change(outgoing.state) } : outgoing));
