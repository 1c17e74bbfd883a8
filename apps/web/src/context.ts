import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { RunningService } from '@parley/service/run-service';
import type { Logger } from '@parley/telemetry/logger';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import type { WebConfig } from './config/config.ts';
import { setNextEnv } from './config/env.ts';
import { createForwarder } from './http/forward.ts';
import { createWebServer, type PageHandler } from './server.ts';

const APP_DIR = fileURLToPath(new URL('..', import.meta.url));

/** An event stream never ends by itself, so a stop waits this long for answers and then cuts what is left. */
const FINISH_WITHIN_MS = 1_000;

export async function startWeb(config: WebConfig, log: Logger): Promise<RunningService> {
  const startedAt = new Date();
  const pages = Promise.withResolvers<PageHandler>();
  let pagesReady = false;
  const forwarder = createForwarder({ apiUrl: config.apiUrl, log, now: () => new Date(), randomBytes });
  const server = createWebServer({
    forwarder,
    pages: pages.promise,
    health: {
      pagesReady: () => pagesReady,
      version: { version: PARLEY_VERSION, commit: config.commit, startedAt },
    },
    chatPageUrl: config.chatPageUrl,
    development: config.development,
    randomBytes,
  });

  // Listening comes first: /v1 and the health pages need not wait for Next, and a page asked for early is answered late.
  server.listen(config.listen.port, config.listen.host);
  await once(server, 'listening');
  const next = await loadNext(config, server);
  pages.resolve(next.getRequestHandler());
  pagesReady = true;

  const { address, port } = server.address() as AddressInfo;
  log.info(
    { address, port, api: config.apiUrl.origin, ready_ms: Math.round(performance.now()) },
    'the dashboard is ready',
  );

  return {
    async stop(reason) {
      log.info({ reason }, 'the dashboard stops');
      await closeServer(server);
      forwarder.close();
      await next.close();
    },
  };
}

async function loadNext(config: WebConfig, httpServer: Server) {
  setNextEnv(config.development ? 'development' : 'production');
  const { default: next } = await import('next');
  const app = next({ dir: APP_DIR, dev: config.development, hostname: config.listen.host, httpServer, quiet: true });
  await app.prepare();
  return app;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  const cut = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
  server.close();
  await closed;
  clearTimeout(cut);
}
