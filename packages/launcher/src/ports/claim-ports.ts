import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdLock, type Lock } from '../installation/hold-lock.ts';
import { Refusal } from '../refusal.ts';

export type PortClaim = {
  port: number;
  wanted: number;
  /** Lets go of the socket, for the process that will listen there. The claim itself stays. */
  handOver(): Promise<void>;
  release(): Promise<void>;
};

const STEP = 10;
const TRIES = 20;

/**
 * A port for each name: the wanted one, or the next free one in steps of ten. Until it is handed over it is listened
 * on; and for as long as this process lives it is claimed among the launchers of this account, so that two clones that
 * start together never hand the same port to their children.
 */
export async function claimPorts<Name extends string>(
  wanted: Record<Name, number>,
  host: string,
  claimsFolder = join(tmpdir(), `parley-ports-${process.getuid?.() ?? 'user'}`),
): Promise<Record<Name, PortClaim>> {
  const claims: Partial<Record<Name, PortClaim>> = {};
  // One after the other: a replaced port must not take the one that the next name wants.
  const taken = new Set(Object.values<number>(wanted));
  for (const [name, port] of Object.entries(wanted) as [Name, number][]) {
    const claim = await claimNear(port, host, claimsFolder, taken);
    taken.add(claim.port);
    claims[name] = claim;
  }
  return claims as Record<Name, PortClaim>;
}

async function claimNear(wanted: number, host: string, folder: string, taken: Set<number>): Promise<PortClaim> {
  for (let i = 0; i < TRIES; i++) {
    const port = wanted + i * STEP;
    if (port > 65_535 || (i > 0 && taken.has(port))) continue;
    const claim = await claimOne(port, wanted, host, folder);
    if (claim) return claim;
  }
  throw new Refusal(`No free port near ${wanted}: ${TRIES} were tried. Name others, for example WEB_PORT=3500.`);
}

async function claimOne(port: number, wanted: number, host: string, folder: string): Promise<PortClaim | null> {
  const lock = holdLock(join(folder, `${port}.lock`));
  if (!lock) return null;
  const server = await listen(port, host);
  if (server) return makeClaim(port, wanted, server, lock);
  lock.release();
  return null;
}

function makeClaim(port: number, wanted: number, server: Server, lock: Lock): PortClaim {
  const handOver = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    port,
    wanted,
    handOver,
    release: async () => {
      await handOver();
      lock.release();
    },
  };
}

function listen(port: number, host: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(null) : reject(error),
    );
    server.listen(port, host, () => resolve(server));
  });
}
