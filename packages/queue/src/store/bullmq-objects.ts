import { type BackendFactory, type IQueueBackend, withBackend } from 'bullmq';
import type { JobData } from '../catalog.ts';
import type { Store } from './store.ts';

// Nobody reads BullMQ's own events; on Postgres they are rows.
const KEEP_EVENTS = { events: { maxLen: 100 } };

/** Queues and workers over one connection or pool. */
export function bullmqObjects<B extends IQueueBackend, C>(
  factory: BackendFactory<B, C>,
  connection: C,
  onError: (error: Error) => void,
): Pick<Store, 'queue' | 'worker'> {
  const { Queue, Worker } = withBackend(factory);
  return {
    queue: (name) => new Queue<JobData>(name, { connection, streams: KEEP_EVENTS }).on('error', onError),
    worker: (name, processor, settings) =>
      new Worker<JobData>(name, processor, { ...settings, connection }).on('error', onError),
  };
}
