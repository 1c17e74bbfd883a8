import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A road to a server that a test can close: refuse and cut, let hang, or open again on the same port. */
export type Gate = {
  url: string;
  port: number;
  /** Cuts what is connected and answers new connections by closing them, as a proxy without its server does. */
  shut(): void;
  /** Keeps connections and accepts new ones, but no byte passes: a server that went silent. */
  silence(): void;
  open(): void;
  /** How many connections were refused so far. */
  refused(): number;
  stop(): Promise<void>;
};

export async function openGate(target: string): Promise<Gate> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let state: 'open' | 'shut' | 'silent' = 'open';
  let refused = 0;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    keep(near);
    if (state === 'shut') {
      refused += 1;
      near.destroy();
      return;
    }
    const far = connect(Number(to.port), to.hostname);
    keep(far);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => state === 'open' && into.write(chunk));
      from.on('close', () => into.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    port,
    shut() {
      state = 'shut';
      cutAll();
    },
    silence() {
      state = 'silent';
    },
    open() {
      // What hung through the silence lost bytes on the way: only fresh connections are whole.
      if (state === 'silent') cutAll();
      state = 'open';
    },
    refused: () => refused,
    async stop() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}
