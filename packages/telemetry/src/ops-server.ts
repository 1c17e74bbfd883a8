import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { alive, type Check, type OpsAnswer, readiness, type VersionFacts, versionAnswer } from './health.ts';
import type { Metrics } from './metrics.ts';
import { plainError } from './redact.ts';

export type OpsFacts = {
  metrics: Metrics;
  checks: () => Promise<readonly Check[]>;
  version: VersionFacts;
};

/** True when the request was one of ours, and is answered or about to be. */
export type OpsHandler = (req: IncomingMessage, res: ServerResponse) => boolean;

type Page = { status: number; contentType: string; body: string };

export function createOpsHandler({ metrics, checks, version }: OpsFacts): OpsHandler {
  const pages = new Map<string, () => Promise<Page>>([
    ['/healthz', async () => json(alive())],
    ['/livez', async () => json(alive())],
    ['/readyz', async () => json(readiness(await checks()))],
    ['/version', async () => json(versionAnswer(version))],
    ['/metrics', async () => ({ status: 200, ...(await metrics.render()) })],
  ]);
  return (req, res) => {
    const page = pages.get((req.url ?? '').split('?', 1)[0] ?? '');
    if (!page) return false;
    if (req.method === 'GET' || req.method === 'HEAD') void answer(page, res);
    else send(res, refusal(405, 'Only GET and HEAD are answered here.'));
    return true;
  };
}

export type OpsServer = { port: number; close(): Promise<void> };

// A scrape in flight may finish; a client that never reads its answer may not hold up the stop.
const CLOSE_MS = 1_000;

/** The door of a process that has no public one. */
export async function startOpsServer(options: { host: string; port: number; handler: OpsHandler }): Promise<OpsServer> {
  const server = createServer((req, res) => {
    if (options.handler(req, res)) return;
    send(res, refusal(404, 'Here are only /healthz, /livez, /readyz, /version and /metrics.'));
  });
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(options.port, options.host, resolve);
  await listening;
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      await new Promise<void>((done) => server.close(() => done()));
      clearTimeout(timer);
    },
  };
}

async function answer(page: () => Promise<Page>, res: ServerResponse): Promise<void> {
  try {
    send(res, await page());
  } catch (error) {
    send(res, refusal(500, `This page could not be made: ${plainError(error).message}`));
  }
}

const json = ({ status, body }: OpsAnswer): Page => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

const refusal = (status: number, message: string): Page => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify({ message }),
});

function send(res: ServerResponse, { status, contentType, body }: Page): void {
  // Node leaves out the body of an answer to HEAD by itself.
  res.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  res.end(body);
}
