import type { Ctx } from '@parley/core/ctx';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import { claimLanes } from '@parley/core/turns/claim-lanes';
import { releaseLanes, renewLanes } from '@parley/core/turns/hold-lanes';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Logger } from '@parley/telemetry/logger';

export type LaneLoop = {
  /** Takes due lanes while there is room; returns when nothing more is due or all slots are taken. */
  take(): Promise<void>;
  running(): number;
  /** Takes no more, lets what runs finish, then gives back what is left. */
  stop(graceMs: number): Promise<{ unfinished: number }>;
};

export type LaneLoopOptions = {
  core: Ctx;
  holder: string;
  slots: number;
  runTurn: (claim: LaneClaim, signal: AbortSignal) => Promise<void>;
  log: Logger;
  renewEveryMs?: number;
};

type Running = { claim: LaneClaim; abort: AbortController; done: Promise<void> };

export function createLaneLoop({
  core,
  holder,
  slots,
  runTurn,
  log,
  renewEveryMs = LANE_LIMITS.renewEveryMs,
}: LaneLoopOptions): LaneLoop {
  const running = new Map<string, Running>();
  let open = true;
  let taking: Promise<void> | null = null;
  let lookAgain = false;
  /** The last claim brought as many as were asked for: there may be more. */
  let more = false;

  const free = () => slots - running.size;

  function take(): Promise<void> {
    // A ring during a claim may be about a lane that the claim did not see: look once more.
    lookAgain = true;
    taking ??= takeWhileDue().finally(() => {
      taking = null;
    });
    return taking;
  }

  async function takeWhileDue(): Promise<void> {
    while (open && lookAgain && free() > 0) {
      lookAgain = false;
      const { claims, full } = await claimLanes(core, { limit: free(), holder });
      for (const claim of claims) start(claim);
      more = full;
      if (full) lookAgain = true;
      // This worker is full and more may be due: the ring goes on to another.
      if (full && free() === 0) core.ring('lanes.take');
    }
  }

  function start(claim: LaneClaim): void {
    const abort = new AbortController();
    const done = runTurn(claim, abort.signal)
      .catch((error: unknown) =>
        log.error({ err: error, turn_id: claim.turnId }, 'a turn could not be ended; its lease will run out'),
      )
      .finally(() => {
        if (running.get(claim.conversationId)?.claim === claim) running.delete(claim.conversationId);
        if (more) void take().catch(sayTakeFailed);
      });
    running.set(claim.conversationId, { claim, abort, done });
  }

  const sayTakeFailed = (error: unknown) => log.warn({ err: error }, 'lanes could not be taken; the sweep tries again');

  async function renew(): Promise<void> {
    const held = [...running.values()].map(({ claim }) => claim);
    const lost = await renewLanes(core, held);
    for (const lane of lost) running.get(lane.conversationId)?.abort.abort(new Error('the lane was lost'));
  }

  const renewing = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error }, 'leases could not be renewed'));
  }, renewEveryMs);

  return {
    take,
    running: () => running.size,
    async stop(graceMs) {
      open = false;
      const finished = Promise.all([...running.values()].map(({ done }) => done));
      await Promise.race([finished, until(graceMs)]);
      clearInterval(renewing);
      const left = [...running.values()];
      // Given back first: a run that is aborted may settle as failed, and then finds its fence gone.
      await releaseLanes(
        core,
        left.map(({ claim }) => claim),
      );
      for (const { abort } of left) abort.abort(new Error('the worker stops'));
      return { unfinished: left.length };
    },
  };
}

const until = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
