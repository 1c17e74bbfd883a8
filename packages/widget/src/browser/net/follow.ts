import type { ChatDraft, ChatMessage, ChatMessagePage } from '@parley/shared/contract/chat';
import { isChatDraft, isChatMessage } from '../conversation/transcript.ts';
import { backoffMs } from './backoff.ts';
import type { Authorised } from './sessions.ts';
import { createEventReader } from './sse-reader.ts';
import { createWaker } from './waker.ts';

export type Connection =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'waiting'; failures: number }
  /** This page may not chat here: trying again would not help. */
  | { kind: 'closed'; message: string };

export type FollowPorts = {
  list(after: string | null, stop: AbortSignal): Promise<Authorised<ChatMessagePage>>;
  stream(after: string | null, stop: AbortSignal): Promise<Authorised<ReadableStream<Uint8Array>>>;
  cursor(): string | null;
  onMessages(messages: ChatMessage[]): void;
  onTyping(active: boolean): void;
  /** `null`: what was shown of it is taken back. */
  onDraft(draft: ChatDraft | null): void;
  onConnection(connection: Connection): void;
  now(): number;
  random(): number;
};

export type FollowTimings = {
  /** The server sends at least a comment every 15 seconds: longer silence is a dead line. */
  silenceMs: number;
  /** Where no stream gets through (a proxy that holds everything back), we read again by cursor. */
  pollMs: number;
  pollsBeforeStream: number;
};

export const FOLLOW_TIMINGS: FollowTimings = { silenceMs: 40_000, pollMs: 3_000, pollsBeforeStream: 40 };

const MUTE_STREAMS_BEFORE_POLLING = 2;

type Ending =
  | { kind: 'read' }
  /** Mute: reading works, but the stream brought nothing. */
  | { kind: 'ended'; wasMute: boolean; afterMs: number | null }
  | { kind: 'later'; afterMs: number | null }
  | { kind: 'closed'; message: string };

export type Follower = {
  start(): void;
  stop(): void;
  pause(): void;
  /** After a pause: at once. While it runs: only when the line has been quiet for suspiciously long. */
  resume(): void;
  /** The network came back: what was open is not to be trusted. */
  restart(): void;
};

/**
 * Reads the conversation for as long as the page lives: first what is missing by cursor, then as it happens. Every
 * round begins with the reading, so that whatever a stream lost is found again.
 */
export function createFollower(ports: FollowPorts, timings: FollowTimings = FOLLOW_TIMINGS): Follower {
  const waker = createWaker();
  let phase: 'new' | 'running' | 'paused' | 'stopped' = 'new';
  let endRound = () => {};
  let isHurried = false;
  let heardAt = 0;

  const catchUp = async (stop: AbortSignal): Promise<Ending> => {
    for (;;) {
      const after = ports.cursor();
      const page = await ports.list(after, stop);
      if (page.kind === 'closed') return page;
      if (page.kind !== 'ok') return { kind: 'later', afterMs: afterMsOf(page) };
      ports.onMessages(page.body.data.filter(isChatMessage));
      // A page that brings us no further would be asked for again without end.
      if (!page.body.has_more || ports.cursor() === after) return { kind: 'read' };
    }
  };

  const readStream = async (stop: AbortController): Promise<Ending> => {
    const stream = await ports.stream(ports.cursor(), stop.signal);
    if (stream.kind === 'closed') return stream;
    if (stream.kind !== 'ok') return { kind: 'ended', wasMute: true, afterMs: afterMsOf(stream) };
    let wasMute = true;
    let watchdog = setTimeout(() => stop.abort(), timings.silenceMs);
    try {
      const push = createEventReader(readEvent);
      await readText(stream.body, (piece) => {
        wasMute = false;
        heardAt = ports.now();
        clearTimeout(watchdog);
        watchdog = setTimeout(() => stop.abort(), timings.silenceMs);
        push(piece);
      });
    } catch {
      // Cut, aborted or nonsense: the next round reads again from the newest message that we hold.
      stop.abort();
    } finally {
      clearTimeout(watchdog);
      ports.onTyping(false);
      // It may have been taken back where nobody heard it; what still comes of it is the whole of it.
      ports.onDraft(null);
    }
    return { kind: 'ended', wasMute, afterMs: null };
  };

  const readEvent = ({ event, data }: { event: string; data: string }) => {
    const value: unknown = JSON.parse(data);
    if (event === 'message' && isChatMessage(value)) ports.onMessages([value]);
    if (event === 'draft' && isChatDraft(value)) ports.onDraft(value);
    if (event === 'draft_reset') ports.onDraft(null);
    if (event === 'typing') ports.onTyping((value as { active?: unknown } | null)?.active === true);
  };

  const round = async (isPolling: boolean): Promise<Ending> => {
    const stop = new AbortController();
    endRound = () => stop.abort();
    const reading = await catchUp(stop.signal);
    if (reading.kind !== 'read' || stop.signal.aborted) return reading;
    ports.onConnection({ kind: 'live' });
    return isPolling ? reading : readStream(stop);
  };

  const run = async () => {
    let failures = 0;
    let muteStreams = 0;
    let polls = 0;
    while (phase !== 'stopped') {
      if (phase === 'paused') {
        await waker.sleep(Number.POSITIVE_INFINITY);
        isHurried = false;
        continue;
      }
      const isPolling = muteStreams >= MUTE_STREAMS_BEFORE_POLLING && polls < timings.pollsBeforeStream;
      const ending = await round(isPolling);
      if (ending.kind === 'closed') return ports.onConnection(ending);
      if (isHurried) {
        isHurried = false;
        continue;
      }

      polls = ending.kind === 'read' ? polls + 1 : 0;
      if (ending.kind === 'ended') muteStreams = ending.wasMute ? muteStreams + 1 : 0;
      const isSound = ending.kind === 'read' || (ending.kind === 'ended' && !ending.wasMute);
      failures = isSound ? 0 : failures + 1;
      if (failures > 0) ports.onConnection({ kind: 'waiting', failures });
      await waker.sleep(pauseAfter(ending, failures));
      isHurried = false;
    }
  };

  const pauseAfter = (ending: Ending, failures: number): number => {
    if (ending.kind === 'read') return timings.pollMs;
    return (ending.kind === 'closed' ? null : ending.afterMs) ?? backoffMs(failures, ports.random);
  };

  const restart = () => {
    if (phase === 'new') return;
    isHurried = true;
    endRound();
    waker.wake();
  };

  return {
    start: () => {
      if (phase !== 'new') return;
      phase = 'running';
      ports.onConnection({ kind: 'connecting' });
      void run();
    },
    stop: () => {
      phase = 'stopped';
      restart();
    },
    pause: () => {
      if (phase !== 'running') return;
      phase = 'paused';
      restart();
    },
    resume: () => {
      const wasPaused = phase === 'paused';
      if (wasPaused) phase = 'running';
      if (wasPaused || ports.now() - heardAt > timings.silenceMs / 2) restart();
    },
    restart,
  };
}

/** Whatever the server says against a reading, the conversation stays where it is and we ask again later. */
const afterMsOf = (answer: Authorised<unknown>): number | null => (answer.kind === 'later' ? answer.afterMs : null);

async function readText(stream: ReadableStream<Uint8Array>, onPiece: (piece: string) => void): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onPiece(decoder.decode(value, { stream: true }));
  }
}
