import { formatRetry } from '@parley/channels/web-chat/sse';
import type { Response } from 'express';
import { isStoreAway } from './store-away.ts';

const RETRY_MS = 1_000;

export function beginStream(res: Response): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  res.write(formatRetry(RETRY_MS));
}

/** A reader that does not keep up holds its own stream back, not our memory. */
export async function writeToStream(res: Response, text: string, over: AbortSignal): Promise<void> {
  if (res.write(text) || over.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      res.off('drain', done);
      over.removeEventListener('abort', done);
      resolve();
    };
    res.once('drain', done);
    over.addEventListener('abort', done, { once: true });
  });
}

/** A database that is away for a moment breaks no open stream: thousands of readers would come back at once. */
export function awayOr(res: Response) {
  return (error: unknown): 'away' => {
    if (res.headersSent && isStoreAway(error)) return 'away';
    throw error;
  };
}
