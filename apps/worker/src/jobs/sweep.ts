import { sealAudit } from '@parley/core/audit/seal';
import {
  freeLanesOfTheDead,
  preparePartitions,
  readLaneGauges,
  reportWorker,
  wakePutAside,
} from '@parley/core/operations/tend';
import type { WorkerContext } from '../context.ts';
import type { LaneLoops } from '../lanes/lane-loops.ts';
import { workerDetails } from '../operations/worker-details.ts';

const REPORT_EVERY = 2;
const PARTITIONS_EVERY = 3_600;
const WAKE_EVERY = 10;

/** Each second: whatever Postgres says is due, ring or no ring; now and then, the upkeep. */
export function sweepTick(ctx: WorkerContext, lanes: LaneLoops): () => Promise<void> {
  let ticks = 0;
  return async () => {
    const tick = ticks++;
    await freeLanesOfTheDead(ctx.core);
    if (tick % WAKE_EVERY === 0) await wakePutAside(ctx.core);
    await lanes.take();
    if (tick % REPORT_EVERY === 0) await report(ctx);
    if (tick % PARTITIONS_EVERY === 0) await preparePartitions(ctx.core);
    for (const head of await sealAudit(ctx.core)) ctx.events.auditSealed(head);
  };
}

async function report(ctx: WorkerContext): Promise<void> {
  await reportWorker(ctx.core, ctx.processId, workerDetails(ctx));
  ctx.metrics.lanes(await readLaneGauges(ctx.core));
}
