import { type LiveHint, liveHintSchema } from '@parley/shared/live-hint';
import type { Logger } from '@parley/telemetry/logger';
import type { Metrics } from '@parley/telemetry/metrics';
import type { QueueBackend } from './backend.ts';
import { packHints } from './live/pack-hints.ts';
import { openPostgresWire } from './live/postgres-wire.ts';
import { openRedisWire } from './live/redis-wire.ts';
import type { Wire } from './live/wire.ts';
import { watchReach } from './reach.ts';
import { settledWithin } from './settled-within.ts';

/** A hint, or a gap: hints may have been missed, read again by cursor. */
export type LiveSignal = LiveHint | { kind: 'gap' };
export type LiveListener = (signal: LiveSignal) => void;

export type LiveCounts = { published: number; received: number; dropped: number; ignored: number };

export type Live = {
  /** Returns at once and may be lost. Call it after the commit that it speaks of. */
  publish(hint: LiveHint): void;
  /** First subscribe, then read: what changes in between arrives as a hint, or as a gap. */
  subscribe(listener: LiveListener): () => void;
  isUp(): boolean;
  counts(): LiveCounts;
  close(): Promise<void>;
};

export type LiveOptions = {
  backend: QueueBackend;
  log: Logger;
  metrics?: Pick<Metrics, 'liveHint'>;
  /** How soon a connection is found dead that nobody closed. */
  heartbeatMs?: number;
};

const MAX_PENDING = 1_000;
const CLOSE_MS = 500;

export function createLive({ backend, log, metrics, heartbeatMs = 15_000 }: LiveOptions): Live {
  const listeners = new Set<LiveListener>();
  /** Hints not yet sent, as JSON: the same one twice is one. */
  const pending = new Set<string>();
  const counts: LiveCounts = { published: 0, received: 0, dropped: 0, ignored: 0 };
  const openWire = backend.kind === 'postgres' ? openPostgresWire : openRedisWire;
  let wire: Wire | null = null;
  let hearing: Wire | null = null;
  let sending: Promise<void> | null = null;
  let scheduled = false;
  let closed = false;

  const reach = watchReach({ attempt, onUp, log, what: `live hints on ${backend.kind}` });
  const heartbeat = setInterval(() => void beat(), heartbeatMs).unref();

  async function attempt() {
    const opened = wire ?? (await openWire(backend.url, receive));
    if (closed) return opened.close();
    if (wire !== opened) void opened.lost.then((error) => lost(opened, error));
    wire = opened;
    if (listeners.size > 0) await hear(opened);
  }

  async function hear(by: Wire) {
    await by.listen();
    hearing = by;
  }

  function onUp() {
    deliver(listeners, { kind: 'gap' });
    send();
  }

  function lost(gone: Wire, error: unknown) {
    if (wire !== gone) return;
    wire = null;
    gone.close();
    reach.failed(error);
  }

  async function beat() {
    const beating = wire;
    await beating?.ping().catch((error) => lost(beating, error));
  }

  function publish(hint: LiveHint) {
    if (closed || pending.size >= MAX_PENDING) {
      counts.dropped += 1;
      return;
    }
    pending.add(JSON.stringify(hint));
    if (!scheduled) setImmediate(send);
    scheduled = true;
  }

  // One send at a time: what is published meanwhile goes out together.
  function send() {
    scheduled = false;
    if (sending || !wire || pending.size === 0) return;
    const via = wire;
    const { payloads, tooBig } = packHints(pending);
    const hints = pending.size - tooBig;
    counts.dropped += tooBig;
    pending.clear();
    sending = sendBy(via, payloads, hints).then(() => {
      sending = null;
      send();
    });
  }

  async function sendBy(via: Wire, payloads: string[], hints: number) {
    try {
      await via.send(payloads);
      counts.published += hints;
      for (let sent = 0; sent < hints; sent++) metrics?.liveHint('published');
    } catch (error) {
      counts.dropped += hints;
      lost(via, error);
    }
  }

  function receive(payload: string) {
    for (const candidate of readArray(payload)) {
      const hint = liveHintSchema.safeParse(candidate);
      if (!hint.success) {
        counts.ignored += 1;
        continue;
      }
      counts.received += 1;
      metrics?.liveHint('received');
      deliver(listeners, hint.data);
    }
  }

  function deliver(to: Iterable<LiveListener>, signal: LiveSignal) {
    for (const listener of to) {
      try {
        listener(signal);
      } catch (error) {
        log.error({ err: error, kind: signal.kind }, 'a listener to live hints failed');
      }
    }
  }

  function subscribe(listener: LiveListener) {
    listeners.add(listener);
    if (wire && hearing !== wire) void beginHearing(wire, listener);
    return () => void listeners.delete(listener);
  }

  async function beginHearing(by: Wire, listener: LiveListener) {
    try {
      await hear(by);
      if (listeners.has(listener)) deliver([listener], { kind: 'gap' });
    } catch (error) {
      lost(by, error);
    }
  }

  async function close() {
    send();
    closed = true;
    clearInterval(heartbeat);
    reach.stop();
    if (sending) await settledWithin(CLOSE_MS, sending);
    listeners.clear();
    wire?.close();
    wire = null;
  }

  return { publish, subscribe, isUp: reach.isUp, counts: () => ({ ...counts }), close };
}

/** The hints of a payload; one stranger, which nobody knows, when it is not ours. */
function readArray(payload: string): unknown[] {
  try {
    const read: unknown = JSON.parse(payload);
    return Array.isArray(read) ? read : [read];
  } catch {
    return [undefined];
  }
}
