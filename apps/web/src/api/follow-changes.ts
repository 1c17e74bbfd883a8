import { type LiveChange, liveChangeSchema } from '@parley/shared/contract/live';

/** `connecting`: not heard from yet. `offline`: tried several times in vain; it goes on trying. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline';

export type FollowParts = {
  open: (signal: AbortSignal) => AsyncIterable<{ data: string }>;
  onState: (state: LiveState) => void;
  onChange: (areas: LiveChange['areas']) => void;
  random: () => number;
  signal: AbortSignal;
};

/** A word comes every 15 seconds at least; longer silence is a dead line. */
const SILENCE_MS = 25_000;
const LONGEST_WAIT_MS = 15_000;
const OFFLINE_AFTER = 3;

/** Listens until the signal fires, and comes back whenever the line is lost. */
export async function followChanges({ open, onState, onChange, random, signal }: FollowParts): Promise<void> {
  let failures = 0;
  const heard = (data: string) => {
    failures = 0;
    onState('live');
    onChange(areasIn(data));
  };
  onState('connecting');
  while (!signal.aborted) {
    // Why it ended does not matter: refused, cut or silent, the way back is the same.
    await listenOnce(open, heard, signal).catch(() => {});
    if (signal.aborted) return;
    failures += 1;
    onState(failures < OFFLINE_AFTER ? 'reconnecting' : 'offline');
    await pause(waitMs(failures, random), signal);
  }
}

async function listenOnce(
  open: FollowParts['open'],
  heard: (data: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    for await (const { data } of open(AbortSignal.any([signal, silence.signal]))) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      heard(data);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** What a newer api names and this page does not know may be anything. */
function areasIn(data: string): LiveChange['areas'] {
  const read = liveChangeSchema.safeParse(parsed(data));
  return read.success ? read.data.areas : 'all';
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Twice as long each time, spread out: a restarted api must not hear from every page at the same moment. */
export const waitMs = (failures: number, random: () => number): number =>
  Math.min(1_000 * 2 ** (failures - 1), LONGEST_WAIT_MS) * (0.5 + random() / 2);

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
