import { z } from 'zod';

/**
 * A job is a doorbell: it says that there is something to look at, never what is there. Losing it, ringing it twice or
 * late is harmless, because whoever answers claims the row in Postgres and a sweep rings again for what stays due.
 */
export type JobEntry = {
  /** Which app answers: each consumes one queue, and has a handler for every job of it. */
  readonly queue: string;
  /** Ids only: names, texts and states live in rows. */
  readonly payload: z.ZodType<Record<string, string>>;
  /** While a ring of the same payload waits to be picked up, another adds nothing. */
  readonly coalesce: boolean;
  /** How often a failing handler is tried, a second apart. What a sweep rings for again needs one attempt. */
  readonly attempts: number;
};

export type Catalog = Readonly<Record<string, JobEntry>>;

/** All there is to do for another process. A new job is one entry here and one handler in the app that answers. */
export const catalog = {
  /** Come and take the lane that is due; which one that is, Postgres knows. */
  'lanes.take': { queue: 'worker', payload: z.strictObject({}), coalesce: true, attempts: 1 },
  /** Come and send what is due to people and to other systems: mails and webhooks. */
  'post.send': { queue: 'worker', payload: z.strictObject({}), coalesce: true, attempts: 1 },
  /** Come and do the runs again that somebody wants to see otherwise. */
  'replays.take': { queue: 'worker', payload: z.strictObject({}), coalesce: true, attempts: 1 },
  /** Come and send the replies that are due; which ones, Postgres knows. */
  'replies.send': { queue: 'worker', payload: z.strictObject({}), coalesce: true, attempts: 1 },
} as const satisfies Catalog;

export type JobName<C extends Catalog = typeof catalog> = keyof C & string;
export type QueueName<C extends Catalog = typeof catalog> = C[JobName<C>]['queue'];
export type Payload<C extends Catalog, J extends JobName<C>> = z.infer<C[J]['payload']>;

/** `ring('lanes.take')`, and with the ids where the job has some: `ring('reply.send', { replyId })`. */
export type RingArguments<C extends Catalog, J extends JobName<C>> =
  Payload<C, J> extends Record<string, never> ? [job: J] : [job: J, payload: Payload<C, J>];

export const queuesOf = (jobs: Catalog): string[] => [...new Set(Object.values(jobs).map((entry) => entry.queue))];

/** What lies in the queue: the ids, and the trace that rang. */
export const jobDataSchema = z.object({
  payload: z.record(z.string(), z.string()),
  traceparent: z.string().optional(),
});
export type JobData = z.infer<typeof jobDataSchema>;
