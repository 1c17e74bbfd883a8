import { z } from 'zod';

const burst = z.object({
  /** This long without another message, and the burst is answered; 0 answers each message by itself. */
  quiet_ms: z.number().int().min(0).max(60_000),
  /** Whatever still comes: answered after this long, or this many. */
  max_wait_ms: z.number().int().min(0).max(300_000),
  max_messages: z.number().int().min(1).max(50),
});
export type Burst = z.infer<typeof burst>;

/** How messages become turns. The statement that takes a message in reads it from the stored version. */
export const turnSettingsSchema = z.object({
  /** A message comes while a turn runs: a turn of its own, one turn for all, a new turn instead, or refused. */
  while_running: z.enum(['queue', 'merge', 'interrupt', 'reject']).optional(),
  burst: z.partialRecord(z.enum(['web_chat', 'sms', 'api']), burst.partial()).optional(),
});

/** What an agent version holds; immutable once stored. */
export const agentSpecSchema = z.object({
  instructions: z.string(),
  greeting: z.string(),
  /** `null`: the model of the installation. */
  model: z.string().min(1).nullable(),
  tools: z.array(z.string()),
  turns: turnSettingsSchema.optional(),
});
export type AgentSpec = z.infer<typeof agentSpecSchema>;
