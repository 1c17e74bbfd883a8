import { endLeftRuns } from '@parley/db/hot/end-left-runs';
import { ensurePartitions } from '@parley/db/hot/ensure-partitions';
import { foldCosts, recountNewBudgets } from '@parley/db/hot/fold-costs';
import { freeDeadLanes } from '@parley/db/hot/free-dead-lanes';
import { type LaneGauges, laneGauges } from '@parley/db/hot/lane-gauges';
import { forgetProviderPlaces } from '@parley/db/hot/provider-quota';
import { freeAllowances } from '@parley/db/hot/take-allowance';
import { wakeLanes } from '@parley/db/hot/wake-lanes';
import { writeProcessDetails } from '@parley/db/lookup/write-process-details';
import { MONEY_LIMITS } from '@parley/shared/money-limits';
import type { WorkerDetails } from '@parley/shared/worker-details';
import type { Ctx } from '../ctx.ts';

const MONTHS_AHEAD = 4;

/** Makes the coming months' partitions long before they are needed; answers how many were missing. */
export const preparePartitions = (ctx: Ctx): Promise<number> => ensurePartitions(ctx.hot, ctx.now(), MONTHS_AHEAD);

/** Ends the leases of workers that are proved dead; their lanes may be taken at once. */
export const freeLanesOfTheDead = (ctx: Ctx): Promise<number> => freeDeadLanes(ctx.hot);

/** Lanes that were put aside while their agent was out of service, and have it back. */
export const wakePutAside = (ctx: Ctx): Promise<number> => wakeLanes(ctx.hot);

/** Adds what the ledger has got to the sums of its days, until nothing is left. */
export async function sumUpCosts(ctx: Ctx): Promise<void> {
  while ((await foldCosts(ctx.hot, MONEY_LIMITS.foldAtOnce)) === MONEY_LIMITS.foldAtOnce);
}

/** What was set aside for runs that ended otherwise than by being written down may be spent again. */
export async function freeHeldMoney(ctx: Ctx): Promise<number> {
  await forgetProviderPlaces(ctx.hot);
  await recountNewBudgets(ctx.hot);
  return freeAllowances(ctx.hot, MONEY_LIMITS.orphanAfterMs);
}

/** Runs whose turns were ended by somebody else while nobody ran them. */
export const endRunsLeft = (ctx: Ctx): Promise<number> => endLeftRuns(ctx.hot);

export const readLaneGauges = (ctx: Ctx): Promise<LaneGauges> => laneGauges(ctx.hot);

export const reportWorker = (ctx: Ctx, processId: string, details: WorkerDetails): Promise<unknown> =>
  writeProcessDetails(ctx.hot, processId, details);
