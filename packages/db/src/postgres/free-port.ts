import { once } from 'node:events';
import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** The wanted port if nobody has it, else one that the system names. */
export const freePort = async (wanted: number): Promise<number> => (await tryPort(wanted)) ?? (await tryPort(0)) ?? 0;

async function tryPort(port: number): Promise<number | null> {
  const server = createServer();
  try {
    await once(server.listen(port, HOST), 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : null;
  } catch {
    return null;
  } finally {
    server.close();
  }
}
