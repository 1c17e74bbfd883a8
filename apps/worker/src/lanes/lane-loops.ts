import type { WorkerContext } from '../context.ts';
import { runTurn } from '../turns/run-turn.ts';
import { createLaneLoop, type LaneLoop } from './lane-loop.ts';

export type LaneLoops = Pick<LaneLoop, 'take' | 'running' | 'shut' | 'stop'>;

/** A loop for what people wait for, and one for batch work: neither ever takes the other's slots. */
export function createLaneLoops(ctx: WorkerContext): LaneLoops {
  const { config, core, log, processId: holder } = ctx;
  const loops = (['interactive', 'batch'] as const)
    .filter((serves) => config.lanes[serves] > 0)
    .map((serves) =>
      createLaneLoop({
        core,
        holder,
        slots: config.lanes[serves],
        serves,
        runTurn: (claim, signal) => runTurn(ctx, claim, signal),
        log,
      }),
    );
  // A lossy hint: who misses it finds the lane lost at the next renewal, and its fence gone in any case.
  const unsubscribe = ctx.live.subscribe((hint) => {
    if (hint.kind !== 'lane_lost') return;
    for (const loop of loops) loop.lost({ ...hint, fence: BigInt(hint.fence) });
  });
  return {
    take: () => Promise.all(loops.map((loop) => loop.take())).then(() => {}),
    running: () => loops.reduce((sum, loop) => sum + loop.running(), 0),
    shut() {
      for (const loop of loops) loop.shut();
    },
    async stop(graceMs) {
      unsubscribe();
      const stopped = await Promise.all(loops.map((loop) => loop.stop(graceMs)));
      return { unfinished: stopped.reduce((sum, { unfinished }) => sum + unfinished, 0) };
    },
  };
}
