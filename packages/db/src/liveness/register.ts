import { setTimeout as pause } from 'node:timers/promises';
import { assertDirectConnection } from './direct-connection.ts';
import { type LifeSession, openLifeSession } from './life-session.ts';
import { markStopped, markStopping, type ProcessFacts } from './process-row.ts';

export type RegisterOptions = ProcessFacts & { url: string };

/** Proof that this process lives, which others read from the database. */
export type Registration = {
  processId: string;
  /** False from the moment the proof is lost, and until it is regained: whoever sends asks first. */
  isAlive: () => boolean;
  onLost: (listener: () => void) => void;
  stopping: () => Promise<void>;
  /** To be called when nothing is being sent any more: from then on others may take over what was left. */
  stop: () => Promise<void>;
};

const RETRY_MS = 500;

/** Needs a direct connection; fails when the first one cannot be had, and later comes back by itself. */
export async function register({ url, ...facts }: RegisterOptions): Promise<Registration> {
  await assertDirectConnection(url);
  const stopped = new AbortController();
  const listeners: (() => void)[] = [];
  let session: LifeSession | null = await openLifeSession(url, facts);

  const tellLost = (gone: LifeSession | null) => {
    if (gone) for (const listener of listeners) listener();
    gone?.close().catch(() => {}); // not waited for: the network may swallow the farewell
    return null;
  };
  const staying = async () => {
    while (!stopped.signal.aborted) {
      await session?.lost;
      if (stopped.signal.aborted) return;
      session = tellLost(session);
      await pause(RETRY_MS, undefined, { signal: stopped.signal }).catch(() => {}); // a stop cuts it short
      session = await openLifeSession(url, facts).catch(() => null);
    }
  };
  const stayed = staying();
  return {
    processId: facts.processId,
    isAlive: () => session?.isFresh() ?? false,
    onLost: (listener) => listeners.push(listener),
    stopping: async () => void (session && (await markStopping(session.client, facts.processId))),
    async stop() {
      stopped.abort();
      if (session?.isFresh()) await markStopped(session.client, facts.processId).catch(() => {});
      await session?.close();
      await stayed;
      await session?.close(); // one that was just being opened
    },
  };
}
