import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackAddress } from './loopback.ts';

export type Listening = AsyncDisposable & { url: string; port: number; close(): Promise<void> };

/** Serves on this machine only. Port 0 takes a free one. */
export async function serveOnLoopback(
  listener: RequestListener,
  { port = 0, host = '127.0.0.1' } = {},
): Promise<Listening> {
  if (!isLoopbackAddress(host)) throw new Error(`the street listens on loopback only, not on ${host}`);
  const server = createServer(listener);
  server.listen(port, host);
  await once(server, 'listening');
  const bound = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    // Hung answers and followed streams would otherwise keep the server open for ever.
    server.closeAllConnections();
    await closed;
  };
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return { url: `http://${name}:${bound.port}`, port: bound.port, close, [Symbol.asyncDispose]: close };
}
