import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { beat, type ProcessFacts, writeProcess } from './process-row.ts';

export type LifeSession = {
  client: pg.Client;
  /** The server has answered lately. A process that was paused for long knows nothing until it does again. */
  isFresh: () => boolean;
  lost: Promise<void>;
  close: () => Promise<void>;
};

const HEARTBEAT_MS = 3_000;
const ANSWER_WITHIN_MS = 4_000;
const PROOF_LASTS_MS = HEARTBEAT_MS + ANSWER_WITHIN_MS;
// The server gives up a silent host, and so frees its lock, after 10 + 3 × 5 seconds: well after that host has stopped.
const KEEPALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

/** One session that holds the lock of a process, and beats until it is closed or lost. */
export async function openLifeSession(url: string, facts: ProcessFacts): Promise<LifeSession> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `parley ${facts.kind} alive`,
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  const ending = new AbortController();
  const lost = once(ending.signal, 'abort').then(() => {});
  client.on('error', () => ending.abort());
  client.on('end', () => ending.abort());
  const close = async () => {
    ending.abort();
    await client.end();
  };
  try {
    await client.connect();
    await client.query(KEEPALIVE);
    const lockKey = await writeProcess(client, facts);
    const heart = startBeating(ending, () => beat(client, facts.processId, lockKey));
    return { client, isFresh: () => !ending.signal.aborted && heart.silentForMs() < PROOF_LASTS_MS, lost, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In real time, whatever clock the rows are read by: what must show is that this process was paused. */
function startBeating(ending: AbortController, ask: () => Promise<void>): { silentForMs: () => number } {
  let askedAt = performance.now();
  const beating = async () => {
    for (;;) {
      await pause(HEARTBEAT_MS, undefined, { signal: ending.signal });
      const asking = performance.now();
      await ask();
      askedAt = asking;
    }
  };
  beating().catch(() => ending.abort());
  return { silentForMs: () => performance.now() - askedAt };
}
