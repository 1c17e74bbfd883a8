import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export type Readiness = { ready: boolean; said: string };

const ANSWER_WITHIN_MS = 2_000;
const MOST_SAID = 500;

/** node:http, because loading fetch would cost a warm start more than the whole question. */
export function askReadiness(url: string): Promise<Readiness> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: ANSWER_WITHIN_MS }, (response) => {
      let said = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (said.length < MOST_SAID) said += part;
      });
      response.on('error', () => {});
      response.on('close', () => {
        const status = response.statusCode ?? 500;
        resolve({ ready: status >= 200 && status < 300, said: `${status} ${said.slice(0, MOST_SAID)}` });
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error: NodeJS.ErrnoException) => resolve({ ready: false, said: error.code ?? error.message }));
  });
}

const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 250;

/** Asks until it is ready, quickly at first. Resolves false when told to stop before. */
export async function untilReady(url: string, stop: AbortSignal, onWaiting: (said: string) => void): Promise<boolean> {
  let waitMs = FIRST_PAUSE_MS;
  while (!stop.aborted) {
    const { ready, said } = await askReadiness(url);
    if (ready) return true;
    onWaiting(said);
    await pause(waitMs, undefined, { signal: stop }).catch(() => {});
    waitMs = Math.min(LONGEST_PAUSE_MS, waitMs * 1.2);
  }
  return false;
}
