import type { LaneLoops } from '../lanes/lane-loops.ts';

/** The ring: come and take the lanes that are due. */
export const takeLanes = (lanes: LaneLoops) => (): Promise<void> => lanes.take();
