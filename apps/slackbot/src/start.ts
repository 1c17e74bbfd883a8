import { createServer, type RequestListener } from 'node:http';
import { hostname } from 'node:os';
import { aliveCheck } from '@parley/db/liveness/alive-check';
import { register } from '@parley/db/liveness/register';
import { createDatabaseCheck } from '@parley/db/roles/database-check';
import { refuseBypass } from '@parley/db/roles/refuse-bypass';
import { closeServer } from '@parley/service/close-server';
import { listen } from '@parley/service/listen';
import type { RunningService } from '@parley/service/run-service';
import { createOpsHandler } from '@parley/telemetry/ops-server';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import { createSlackApp } from './app.ts';
import type { SlackbotContext } from './context.ts';

export type RunningSlackbot = RunningService & { url: string };

const GRACE_MS = 3_000;

const NOT_HERE: RequestListener = (_req, res) => {
  res.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('Slack is not connected over HTTP here. Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or use socket mode.\n');
};

const NOTHING_HERE: RequestListener = (_req, res) => {
  res.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('Slack sends its requests to POST /slack/events; people find Parley on the dashboard.\n');
};

/** Starts to serve. Without Slack configured there are only the health pages, and the process says so. */
export async function startSlackbot(ctx: SlackbotContext): Promise<RunningSlackbot> {
  const { config } = ctx;
  const startedAt = ctx.now();
  await refuseBypass([config.databaseUrl]);
  const life = await register({
    url: config.databaseUrl,
    processId: ctx.processId,
    kind: 'slackbot',
    host: hostname(),
    pid: process.pid,
    version: PARLEY_VERSION,
    commit: config.commit,
  });
  const slack = config.slack ? createSlackApp(ctx, config.slack) : null;
  const databaseCheck = createDatabaseCheck(ctx.db, 'DATABASE_SLACKBOT_URL', [config.databaseUrl]);
  const ops = createOpsHandler({
    metrics: ctx.metrics,
    checks: async () => [await databaseCheck(), aliveCheck(life)],
    version: { version: PARLEY_VERSION, commit: config.commit, startedAt },
  });
  const fromSlack = slack?.requestListener ?? NOT_HERE;
  const server = createServer((req, res) => {
    if (ops(req, res)) return;
    // Only this reaches Bolt, which answers anything else with an error that nobody catches.
    if (req.method === 'POST' && req.url === '/slack/events') fromSlack(req, res);
    else NOTHING_HERE(req, res);
  });
  const port = await listen(server, config.listen);
  // After the health pages: Slack may be away.
  await slack?.start();
  ctx.events.processStarted({
    processId: ctx.processId,
    startMs: Math.round(performance.now()),
    mode: config.mode,
    port,
  });

  return {
    url: `http://${config.listen.host}:${port}`,
    async stop(reason) {
      const began = performance.now();
      await life.stopping().catch(() => {});
      await slack?.stop();
      await closeServer(server, GRACE_MS);
      await life.stop().catch(() => {});
      ctx.events.processStopped({
        processId: ctx.processId,
        reason,
        durationMs: performance.now() - began,
        unfinished: 0,
      });
      await ctx.close();
    },
  };
}
