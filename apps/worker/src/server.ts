import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
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
import { eraseTick } from './jobs/erase.ts';
import { sendReplies } from './jobs/send-replies.ts';
import { sweepTick } from './jobs/sweep.ts';
import { takeLanes } from './jobs/take-lanes.ts';
import { createLaneLoops } from './lanes/lane-loops.ts';
import { workerDetails } from './operations/worker-details.ts';
import { openPostOffice } from './post/post-office.ts';
import { openReplayDesk } from './replays/replay-desk.ts';
import { reportSend } from './replies/report-send.ts';
import { createSendLoop } from './replies/send-loop.ts';

export type RunningWorker = RunningService & { running(): number };

const GRACE_MS = 10_000;
const SWEEP_MS = 1_000;
/** A ring's handler only claims: what takes longer hangs on a database that is away. */
const CONSUMER_MS = 1_000;

/** Starts to serve: proof of life first, then health pages, then work. */
export async function startWorker(
  ctx: WorkerContext,
  { graceMs = GRACE_MS, sweepMs = SWEEP_MS } = {},
): Promise<RunningWorker> {
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
    details: workerDetails(ctx),
  });
  const lanes = createLaneLoops(ctx);
  const replies = createSendLoop({
    core,
    self: ctx.processId,
    slots: config.sends,
    carrierOf: ctx.carrierOf,
    warmUp: ctx.warmUpCarriers,
    isAlive: life.isAlive,
    onEnded: (claim, ended, sent) => reportSend(ctx, claim, ended, sent),
    log,
  });
  const databaseCheck = createDatabaseCheck(core.hot, 'DATABASE_ENGINE_URL', [
    config.database.appUrl,
    config.database.engineUrl,
  ]);
  const ops = await startOpsServer({
    ...config.listen,
    handler: createOpsHandler({
      metrics: ctx.metrics,
      checks: async () => [await databaseCheck(), aliveCheck(life)],
      version: { version: PARLEY_VERSION, commit: config.commit, startedAt },
    }),
  });
  // Loads half a second of code before the first turn asks for it; a failure shows with that turn.
  preloadGraph().catch(() => {});
  const post = openPostOffice(ctx, { everyMs: SWEEP_MS });
  const replays = openReplayDesk(ctx, { everyMs: sweepMs });
  const consumer = createConsumer({
    backend: config.queue,
    handlers: {
      'lanes.take': takeLanes(lanes),
      'replies.send': sendReplies(replies),
      'post.send': post.take,
      'replays.take': replays.take,
    },
    log,
    events: ctx.events,
    finishMs: CONSUMER_MS,
  });
  const sweep = startSweep({ everyMs: sweepMs, tick: sweepTick(ctx, lanes), log });
  // Beside the sweep of turns: emptying stores takes longer than they may wait.
  const erasing = startSweep({ everyMs: SWEEP_MS, tick: eraseTick(ctx), log, what: 'erasures' });
  const replySweep = startSweep({
    everyMs: sweepMs,
    what: 'replies',
    tick: async () => {
      await replies.ask();
      await replies.take();
    },
    log,
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
    // First of all: nothing new is begun. The rest goes on side by side, inside the time that lanes get to finish.
    lanes.shut();
    replies.shut();
    consumer.stopIntake();
    const marked = life.stopping().catch(() => {});
    const swept = Promise.all([sweep.stop(), erasing.stop(), replySweep.stop()]);
    const posted = Promise.all([post.stop(graceMs), replays.stop(graceMs)]);
    const [{ unfinished }, { unfinished: unsent }] = await Promise.all([lanes.stop(graceMs), replies.stop(graceMs)]);
    await Promise.race([Promise.all([marked, swept, posted, consumer.close()]), pause(CONSUMER_MS)]);
    // Only now, with nothing left to write: from here on others may take this process for gone.
    await leave(life);
    await ops.close();
    ctx.events.processStopped({
      processId: ctx.processId,
      reason,
      durationMs: performance.now() - began,
      unfinished: unfinished + unsent,
    });
    await ctx.close();
  }
}

const leave = (life: Registration): Promise<void> => life.stop().catch(() => {});
