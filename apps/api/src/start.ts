import { createServer as createHttpServer } from 'node:http';
import { hostname } from 'node:os';
import { refuseWrongData } from '@parley/core/operations/refuse-wrong-data';
import { aliveCheck } from '@parley/db/liveness/alive-check';
import { register } from '@parley/db/liveness/register';
import { createDatabaseCheck } from '@parley/db/roles/database-check';
import { refuseBypass } from '@parley/db/roles/refuse-bypass';
import { closeServer } from '@parley/service/close-server';
import { listen } from '@parley/service/listen';
import type { RunningService } from '@parley/service/run-service';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import type { ApiContext } from './context.ts';
import { createServer } from './server.ts';

export type RunningApi = RunningService & { url: string };

const GRACE_MS = 10_000;

/** Starts to serve: proof of life first, then the port. */
export async function startApi(ctx: ApiContext): Promise<RunningApi> {
  const { config } = ctx;
  const { appUrl, engineUrl, authUrl } = config.database;
  await refuseBypass([appUrl, engineUrl, authUrl]);
  await refuseWrongData(ctx.core.hot, config.mode);
  const processId = ctx.core.newId('process');
  const life = await register({
    url: engineUrl,
    processId,
    kind: 'api',
    host: hostname(),
    pid: process.pid,
    version: PARLEY_VERSION,
    commit: config.commit,
  });
  const databaseCheck = createDatabaseCheck(ctx.core.hot, 'DATABASE_ENGINE_URL', [appUrl, engineUrl, authUrl]);
  const checks = async () => [await databaseCheck(), aliveCheck(life)];
  const server = createHttpServer(createServer(ctx, { checks, startedAt: ctx.core.now() }));
  const port = await listen(server, config.listen);
  ctx.events.processStarted({
    processId,
    startMs: Math.round(performance.now()),
    mode: config.mode,
    port,
    queue: config.queue.kind,
  });

  return {
    url: `http://${config.listen.host}:${port}`,
    async stop(reason) {
      const began = performance.now();
      await life.stopping().catch(() => {});
      // Streams and waits end at once, and come back elsewhere.
      ctx.beginClosing();
      await closeServer(server, GRACE_MS);
      await life.stop().catch(() => {});
      ctx.events.processStopped({ processId, reason, durationMs: performance.now() - began, unfinished: 0 });
      await ctx.close();
    },
  };
}
