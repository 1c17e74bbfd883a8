import { createServer } from 'node:http';
import { type BuildState, progressPage } from './progress-page.ts';

/** `links`: what can already be used. */
export type WaitingRoom = { close(): Promise<void> };

/**
 * Serves the page with the build's progress on web's port. Every answer is a 503, so that nothing that waits for web
 * takes this for it.
 */
export function openWaitingRoom(options: {
  port: number;
  host: string;
  state: () => BuildState;
}): Promise<WaitingRoom> {
  const server = createServer((req, res) => {
    const asked = req.url?.split('?')[0] === '/.parley/build';
    res.writeHead(503, {
      'content-type': asked ? 'application/json' : 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '1',
      'parley-waiting-room': 'yes',
      // The next answer from this port comes from another process.
      connection: 'close',
    });
    res.end(asked ? JSON.stringify(options.state()) : progressPage(options.state()));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve({ close: () => closeNow(server) }));
  });
}

function closeNow(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}
