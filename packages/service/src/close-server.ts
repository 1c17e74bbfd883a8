import type { Server } from 'node:http';

const IDLE_EVERY_MS = 50;

/**
 * Takes no new connection and waits for the answers under way, up to `graceMs`. Kept-alive connections are let go as
 * soon as they are idle: one whose answer has just ended would otherwise hold the stop up for its whole time-out.
 */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
