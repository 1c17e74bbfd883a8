import type { WorkerDetails } from '@parley/shared/worker-details';
import type { WorkerContext } from '../context.ts';

/** What this worker says of itself, from its first heartbeat on. */
export const workerDetails = ({ models: { label, demo }, lastHour }: WorkerContext): WorkerDetails => ({
  model: { label, demo },
  ...lastHour.read(),
});
