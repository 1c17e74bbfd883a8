import type { Ctx } from '@parley/core/ctx';
import { claimLanes, type LaneClaim } from '@parley/core/turns/claim-lanes';
import { releaseLanes, renewLanes } from '@parley/core/turns/hold-lanes';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Logger } from '@parley/telemetry/logger';

export type LaneLoop = {
  /** Takes due lanes while there is room; returns when nothing more is due or all slots are taken. */
  take(): Promise<void>;
  /** The run of this fence has lost its lane: it is told to stop, if it is here. */
  lost(lane: { orgId: string; conversationId: string; fence: bigint }): void;
  running(): number;
  /** From now on nothing is taken; what runs goes on. */
  shut(): void;
  /** Shuts, lets what runs finish, then gives back what is left. */
  stop(graceMs: number): Promise<{ unfinished: number }>;
};

export type LaneLoopOptions = {
  core: Ctx;
  holder: string;
  slots: number;
  /** Which lanes this loop serves; the other class has slots of its own. */
  serves: LaneClass;
  runTurn: (claim: LaneClaim, signal: AbortSignal) => Promise<void>;
  log: Logger;
  renewEveryMs?: number;
};

export type LaneClass = 'interactive' | 'batch';

type Running = { claim: LaneClaim; abort: AbortController; done: Promise<void> };

export function createLaneLoop(options: LaneLoopOptions): LaneLoop {
  const { core, holder, slots, serves, runTurn, log, renewEveryMs = LANE_LIMITS.renewEveryMs } = options;
  const running = new Map<string, Running>();
  let open = true;
  let taking: Promise<void> | null = null;
  let lookAgain = false;
  /** The last claim left something: there may be more. */
  let more = false;
  /** Where the walk over the organisations goes on. */
  let after = '';

  const free = () => slots - running.size;
  const mayTake = () => open && lookAgain && free() > 0;

  function take(): Promise<void> {
    // A ring during a claim may be about a lane that the claim did not see: look once more.
    lookAgain = true;
    taking ??= takeWhileDue().finally(() => {
      taking = null;
      // A ring that came after the last look and before this line.
      if (mayTake()) take().catch(sayTakeFailed);
    });
    return taking;
  }

  async function takeWhileDue(): Promise<void> {
    while (mayTake()) {
      lookAgain = false;
      const taken = await claimLanes(core, { limit: free(), holder, class: serves, after, running: runsOf(running) });
      const { claims } = taken;
      // Shut while the claim was under way: what it brought goes straight back.
      if (!open) return releaseLanes(core, claims);
      for (const claim of claims) start(claim);
      more = taken.more;
      after = taken.lastOrg;
      lookAgain ||= more;
      // No room for more: another worker hears the ring, or its sweep finds the lane within a second.
      if (more && free() === 0) core.ring('lanes.take');
    }
  }

  function start(claim: LaneClaim): void {
    const abort = new AbortController();
    const done = runTurn(claim, abort.signal)
      .catch((error: unknown) =>
        log.error({ err: error, turn_id: claim.turnId }, 'a turn could not be ended; its lease will run out'),
      )
      .finally(() => {
        if (runningOf(claim)) running.delete(keyOf(claim));
        if (more) take().catch(sayTakeFailed);
      });
    running.set(keyOf(claim), { claim, abort, done });
  }

  const sayTakeFailed = (error: unknown) => log.warn({ err: error }, 'lanes could not be taken; the sweep tries again');

  /** The run of this very claim: the lane may have been settled and taken anew meanwhile. */
  function runningOf(claim: LaneClaim): Running | null {
    const run = running.get(keyOf(claim));
    return run?.claim === claim ? run : null;
  }

  const stopRenewing = keepRenewing(renewEveryMs, log, async () => {
    const held = [...running.values()].map(({ claim }) => claim);
    for (const lost of await renewLanes(core, held)) runningOf(lost)?.abort.abort(new Error('the lane was lost'));
  });

  const shut = () => {
    open = false;
  };

  return {
    take,
    running: () => running.size,
    lost({ orgId, conversationId, fence }) {
      const run = running.get(`${orgId} ${conversationId}`);
      if (run?.claim.fence === fence) run.abort.abort(new Error('the lane was lost'));
    },
    shut,
    async stop(graceMs) {
      shut();
      await taking?.catch(() => {});
      await Promise.race([Promise.all([...running.values()].map(({ done }) => done)), until(graceMs)]);
      stopRenewing();
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

// Ids are unique by themselves; with the organisation they stay so whatever anyone writes into a table.
const keyOf = ({ orgId, conversationId }: LaneClaim): string => `${orgId} ${conversationId}`;

/** How many lanes of each organisation run here. */
function runsOf(running: ReadonlyMap<string, Running>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { claim } of running.values()) counts[claim.orgId] = (counts[claim.orgId] ?? 0) + 1;
  return counts;
}

/** One renewal at a time: a slow one must not be overtaken by the next, and find lanes lost that were settled. */
function keepRenewing(everyMs: number, log: Logger, renew: () => Promise<void>): () => void {
  let renewing = false;
  const timer = setInterval(() => {
    if (renewing) return;
    renewing = true;
    renew()
      .catch((error: unknown) => log.warn({ err: error }, 'leases could not be renewed'))
      .finally(() => {
        renewing = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}

const until = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
