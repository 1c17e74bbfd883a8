import { ensurePartitions } from '@parley/db/hot/ensure-partitions';
import { freeDeadLanes } from '@parley/db/hot/free-dead-lanes';
import { type LaneGauges, laneGauges } from '@parley/db/hot/lane-gauges';
import { wakeLanes } from '@parley/db/hot/wake-lanes';
import { writeProcessDetails } from '@parley/db/lookup/write-process-details';
import type { WorkerDetails } from '@parley/shared/worker-details';
import type { Ctx } from '../ctx.ts';

const MONTHS_AHEAD = 4;

/** Makes the coming months' partitions long before they are needed; answers how many were missing. */
export const preparePartitions = (ctx: Ctx): Promise<number> => ensurePartitions(ctx.hot, ctx.now(), MONTHS_AHEAD);

/** Ends the leases of workers that are proved dead; their lanes may be taken at once. */
export const freeLanesOfTheDead = (ctx: Ctx): Promise<number> => freeDeadLanes(ctx.hot);

/** Lanes that were put aside while their agent was out of service, and have it back. */
export const wakePutAside = (ctx: Ctx): Promise<number> => wakeLanes(ctx.hot);

export const readLaneGauges = (ctx: Ctx): Promise<LaneGauges> => laneGauges(ctx.hot);

export const reportWorker = (ctx: Ctx, processId: string, details: WorkerDetails): Promise<unknown> =>
  writeProcessDetails(ctx.hot, processId, details);
