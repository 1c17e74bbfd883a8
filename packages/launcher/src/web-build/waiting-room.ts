import { createServer } from 'node:http';
import { progressBody, progressPage, type StartState } from './progress-page.ts';

export type WaitingRoom = { close(): Promise<void> };

export type WaitingRoomOptions = { port: number; host: string; state: () => StartState };

/** Shows on web's port how far the start is. Every page of it is a 503, so that nothing that waits for web takes it for web. */
export function openWaitingRoom({ port, host, state }: WaitingRoomOptions): Promise<WaitingRoom> {
  const server = createServer((req, res) => {
    const isLook = req.url === '/.parley/progress';
    res.writeHead(isLook ? 200 : 503, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '1',
      'parley-waiting-room': 'yes',
      // The next answer from this port comes from another process.
      connection: 'close',
    });
    res.end(isLook ? progressBody(state()) : progressPage(state()));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve({ close: () => closeNow(server) }));
  });
}

function closeNow(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}
