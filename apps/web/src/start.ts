import { once } from 'node:events';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { listen } from '@parley/service/listen';
import type { RunningService } from '@parley/service/run-service';
import { setNextEnv } from './config/env.ts';
import type { WebContext } from './context.ts';
import { createPagesDoor } from './http/pages-door.ts';
import { createServer } from './server.ts';

export type RunningWeb = RunningService & { url: string };

const APP_DIR = fileURLToPath(new URL('..', import.meta.url));

/** An event stream never ends by itself, so a stop waits this long for answers and then cuts what is left. */
const GRACE_MS = 1_000;

/** Listening comes first: the api's paths and the health pages need not wait for Next; a page asked for early comes late. */
export async function startWeb(ctx: WebContext): Promise<RunningWeb> {
  const { config, log } = ctx;
  const pages = createPagesDoor();
  const server = createServer(ctx, { pages, startedAt: ctx.now() });
  const port = await listen(server, config.listen);
  const next = await loadNext(ctx, server);
  pages.open(next.getRequestHandler());
  log.info(
    { start_ms: Math.round(performance.now()), mode: config.mode, port, api: config.apiUrl.origin },
    'process.started',
  );

  return {
    url: `http://${config.listen.host}:${port}`,
    async stop(reason) {
      log.info({ reason }, 'process.stopped');
      await closeServer(server);
      ctx.forwarder.close();
      await next.close();
    },
  };
}

async function loadNext({ config }: WebContext, httpServer: Server) {
  setNextEnv(config.development ? 'development' : 'production');
  const { default: next } = await import('next');
  const app = next({ dir: APP_DIR, dev: config.development, hostname: config.listen.host, httpServer, quiet: true });
  await app.prepare();
  return app;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  server.close();
  await closed;
  clearTimeout(cut);
}
