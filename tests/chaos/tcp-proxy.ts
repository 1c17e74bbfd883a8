import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type TcpProxy = {
  port: number;
  /** Breaks every connection that is open now; new ones are taken. */
  cut(): void;
  /** Swallows bytes in both directions until `flow()`: the network that neither answers nor refuses. */
  stall(): void;
  flow(): void;
  close(): Promise<void>;
};

type Pair = { near: Socket; far: Socket };

/** A piece of network that can be broken. Each connection goes to the next of the targets that are there. */
export async function startTcpProxy(targets: () => readonly number[]): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let stalled = false;
  let turn = 0;

  const server = createServer((near) => {
    const ports = targets();
    const port = ports[turn++ % Math.max(ports.length, 1)];
    if (port === undefined) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    if (stalled) hold(pair);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
    },
    stall() {
      stalled = true;
      for (const pair of pairs) hold(pair);
    },
    flow() {
      stalled = false;
      for (const { near, far } of pairs) {
        near.pipe(far);
        far.pipe(near);
      }
    },
    async close() {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}

function hold({ near, far }: Pair): void {
  near.unpipe(far).pause();
  far.unpipe(near).pause();
}
