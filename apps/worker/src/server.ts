import { hostname } from 'node:os';
import { preloadGraph } from '@parley/agent/graph';
import { refuseWrongData } from '@parley/core/operations/refuse-wrong-data';
import { aliveCheck } from '@parley/db/liveness/alive-check';
import { type Registration, register } from '@parley/db/liveness/register';
import { createDatabaseCheck } from '@parley/db/roles/database-check';
import { refuseBypass } from '@parley/db/roles/refuse-bypass';
import { createConsumer } from '@parley/queue/consumer';
import { startSweep } from '@parley/queue/sweep';
import type { RunningService } from '@parley/service/run-service';
import { createOpsHandler, startOpsServer } from '@parley/telemetry/ops-server';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import type { WorkerContext } from './context.ts';
import { sweepTick } from './jobs/sweep.ts';
import { takeLanes } from './jobs/take-lanes.ts';
import { createLaneLoop } from './lanes/lane-loop.ts';
import { runTurn } from './turns/run-turn.ts';

export type RunningWorker = RunningService & { running(): number };

const GRACE_MS = 10_000;
const SWEEP_MS = 1_000;

/** Starts to serve: proof of life first, then health pages, then work. */
export async function startWorker(ctx: WorkerContext): Promise<RunningWorker> {
  const { config, log, core } = ctx;
  const startedAt = core.now();
  await refuseBypass([config.database.appUrl, config.database.engineUrl]);
  await refuseWrongData(core.hot, config.mode);
  const life = await register({
    url: config.database.engineUrl,
    processId: ctx.processId,
    kind: 'worker',
    host: hostname(),
    pid: process.pid,
    version: PARLEY_VERSION,
    commit: config.commit,
  });
  const lanes = createLaneLoop({
    core,
    holder: ctx.processId,
    slots: config.lanes,
    runTurn: (claim, signal) => runTurn(ctx, claim, signal),
    log,
  });
  const consumer = createConsumer({
    backend: config.queue,
    handlers: { 'lanes.take': takeLanes(lanes) },
    log,
    events: ctx.events,
  });
  // Loads half a second of code before the first turn asks for it; a failure shows with that turn.
  preloadGraph().catch(() => {});
  const sweep = startSweep({ everyMs: SWEEP_MS, tick: sweepTick(ctx, lanes), log });
  const databaseCheck = createDatabaseCheck(core.hot, 'DATABASE_ENGINE_URL');
  const ops = await startOpsServer({
    ...config.listen,
    handler: createOpsHandler({
      metrics: ctx.metrics,
      checks: async () => [await databaseCheck(), aliveCheck(life)],
      version: { version: PARLEY_VERSION, commit: config.commit, startedAt },
    }),
  });
  ctx.events.processStarted({
    processId: ctx.processId,
    startMs: Math.round(performance.now()),
    mode: config.mode,
    port: ops.port,
    queue: config.queue.kind,
  });
  return {
    running: lanes.running,
    stop: (reason) => stop(reason),
  };

  async function stop(reason: string): Promise<void> {
    const began = performance.now();
    await life.stopping().catch(() => {});
    consumer.stopIntake();
    await sweep.stop();
    const { unfinished } = await lanes.stop(GRACE_MS);
    await consumer.close();
    await leave(life);
    await ops.close();
    ctx.events.processStopped({ processId: ctx.processId, reason, durationMs: performance.now() - began, unfinished });
    await ctx.close();
  }
}

const leave = (life: Registration): Promise<void> => life.stop().catch(() => {});
