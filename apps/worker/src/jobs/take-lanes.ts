import type { LaneLoop } from '../lanes/lane-loop.ts';

/** The ring: come and take the lanes that are due. */
export const takeLanes = (lanes: LaneLoop) => (): Promise<void> => lanes.take();
