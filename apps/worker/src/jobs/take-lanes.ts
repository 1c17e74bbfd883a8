import type { LaneLoop } from '../lanes/lane-loop.ts';

/** The ring: come and take the fairest lanes. */
export const takeLanes = (lanes: LaneLoop) => (): Promise<void> => lanes.take();
