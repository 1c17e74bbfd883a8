import { z } from 'zod';

/** What a worker says of itself with its heartbeat. */
export const workerDetailsSchema = z.object({
  model: z.object({ label: z.string(), demo: z.boolean() }),
  /** Turns of the last hour, of this process. */
  answered: z.number().int(),
  failed: z.number().int(),
  latency: z.array(z.number()),
});
export type WorkerDetails = z.infer<typeof workerDetailsSchema>;
