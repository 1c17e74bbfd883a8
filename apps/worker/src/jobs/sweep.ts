import { sealAudit } from '@parley/core/audit/seal';
import { tellBudgets } from '@parley/core/money/tell-budgets';
import {
  endRunsLeft,
  freeHeldMoney,
  freeLanesOfTheDead,
  preparePartitions,
  readLaneGauges,
  reportWorker,
  sumUpCosts,
  wakePutAside,
} from '@parley/core/operations/tend';
import type { WorkerContext } from '../context.ts';
import type { LaneLoops } from '../lanes/lane-loops.ts';
import { workerDetails } from '../operations/worker-details.ts';

const REPORT_EVERY = 2;
const PARTITIONS_EVERY = 3_600;
const WAKE_EVERY = 10;
const MONEY_EVERY = 5;
const HELD_EVERY = 60;
const LEFT_EVERY = 30;

/** Each second: whatever Postgres says is due, ring or no ring; now and then, the upkeep. */
export function sweepTick(ctx: WorkerContext, lanes: LaneLoops): () => Promise<void> {
  let ticks = 0;
  return async () => {
    const tick = ticks++;
    await freeLanesOfTheDead(ctx.core);
    if (tick % WAKE_EVERY === 0) await wakePutAside(ctx.core);
    if (tick % LEFT_EVERY === 0) await endRunsLeft(ctx.core);
    await lanes.take();
    if (tick % REPORT_EVERY === 0) await report(ctx);
    if (tick % PARTITIONS_EVERY === 0) await preparePartitions(ctx.core);
    if (tick % MONEY_EVERY === 0) await sumUpCosts(ctx.core);
    if (tick % MONEY_EVERY === 0) await tellBudgets(ctx.core);
    if (tick % HELD_EVERY === 0) await freeHeldMoney(ctx.core);
    for (const head of await sealAudit(ctx.core)) ctx.events.auditSealed(head);
  };
}

async function report(ctx: WorkerContext): Promise<void> {
  await reportWorker(ctx.core, ctx.processId, workerDetails(ctx));
  ctx.metrics.lanes(await readLaneGauges(ctx.core));
}
