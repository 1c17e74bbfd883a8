import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import pg from 'pg';

const TYPE = (letter: string) => letter.charCodeAt(0);
const WELCOME = Buffer.from([TYPE('R'), 0, 0, 0, 8, 0, 0, 0, 0, TYPE('Z'), 0, 0, 0, 5, TYPE('I')]);

/**
 * The smallest transaction pooler there is, for tests: all clients share one server connection, which a client keeps for
 * as long as its transaction lasts. It asks for no password and understands simple queries only.
 */
export async function startFakePooler(url: string): Promise<{ url: string; stop: () => void }> {
  const backend = await openBackend(url);
  const answers = messagesOf(backend);
  const takeTurn = turns();
  const server = createServer(async (client) => {
    client.on('error', () => client.destroy());
    await once(client, 'data'); // the startup message
    client.write(WELCOME);
    let endTurn: (() => void) | null = null;
    for await (const request of messagesOf(client)) {
      if (request[0] !== TYPE('Q')) break;
      endTurn ??= await takeTurn();
      backend.write(request);
      if (!(await relayAnswer(answers, client))) continue;
      endTurn();
      endTurn = null;
    }
    endTurn?.();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const pooled = new URL(url);
  pooled.port = String((server.address() as { port: number }).port);
  const stop = () => {
    server.close();
    backend.destroy();
  };
  return { url: pooled.href, stop };
}

/** A connection that pg has brought through authentication, and that we speak on ourselves from here. */
async function openBackend(url: string): Promise<Socket> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners();
  return stream;
}

/** One at a time: resolves to what ends the turn. */
function turns(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    return resolve;
  };
}

/** Passes on everything up to "ready for query". True when no transaction is open then. */
async function relayAnswer(answers: AsyncGenerator<Buffer>, client: Socket): Promise<boolean> {
  for (;;) {
    const { value } = await answers.next();
    client.write(value);
    if (value[0] === TYPE('Z')) return value[5] === TYPE('I');
  }
}

/** The protocol's messages: a letter, a length that counts itself, a body. */
async function* messagesOf(socket: Socket): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const end = 1 + rest.readInt32BE(1);
      yield rest.subarray(0, end);
      rest = rest.subarray(end);
    }
  }
}
