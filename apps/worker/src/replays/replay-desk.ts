import { claimReplays } from '@parley/core/runs/carry-replay';
import { startSweep } from '@parley/queue/sweep';
import type { WorkerContext } from '../context.ts';
import { createCourier } from '../post/courier.ts';
import { carryOutReplay } from './carry-out.ts';

export type ReplayDesk = {
  /** The ring: come and take the replays that are due. */
  take(): Promise<void>;
  stop(graceMs: number): Promise<void>;
};

const AT_ONCE = 2;

/** Runs that are done again, in slots of their own: no customer waits behind one. */
export function openReplayDesk(ctx: WorkerContext, { everyMs }: { everyMs: number }): ReplayDesk {
  const replays = createCourier({
    what: 'replay',
    slots: AT_ONCE,
    claim: (limit) => claimReplays(ctx.core, limit),
    carry: carryOutReplay(ctx),
    log: ctx.log,
  });
  const sweep = startSweep({ everyMs, tick: replays.take, what: 'replays', log: ctx.log });
  return {
    take: replays.take,
    async stop(graceMs) {
      await Promise.all([sweep.stop(), replays.stop(graceMs)]);
    },
  };
}
