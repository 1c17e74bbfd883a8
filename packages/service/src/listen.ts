import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens, and answers the port (0 asks for any free one); a taken port is an error here, not an event somewhere. */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}
