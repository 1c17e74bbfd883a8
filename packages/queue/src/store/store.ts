import type { JobState, JobsOptions, Processor, WorkerOptions } from 'bullmq';
import type { JobData } from '../catalog.ts';

/** BullMQ's objects for one process, on the connections that they share. */
export type Store = {
  queue(name: string): RingQueue;
  worker(name: string, processor: Processor<JobData, void>, settings: WorkerSettings): RingWorker;
  /** A sign of life. */
  ping(): Promise<void>;
  /** At once, whatever is under way: orderly endings are the business of who opened it. */
  close(): Promise<void>;
};

/** What we use of BullMQ's queue. */
export type RingQueue = {
  add(name: string, data: JobData, options: JobsOptions): Promise<unknown>;
  getJobCounts(...states: JobState[]): Promise<Record<string, number>>;
  waitUntilReady(): Promise<void>;
};

/** What we use of BullMQ's worker. */
export type RingWorker = {
  run(): Promise<void>;
  pause(doNotWaitActive: boolean): Promise<void>;
  waitUntilReady(): Promise<void>;
  close(): Promise<void>;
};

export type WorkerSettings = Omit<WorkerOptions, 'connection'>;

/**
 * Who rings has no time: what cannot be done soon fails soon. Who answers waits out a silence of the store. Errors are
 * told to `onError` beside the calls that they fail, since many concern a connection and no call.
 */
export type StoreUse = 'ring' | 'answer';
export type OpenStore = (url: string, use: StoreUse, onError: (error: Error) => void) => Store;
