import { z } from 'zod';

/** What an agent version holds; immutable once stored. */
export const agentSpecSchema = z.object({
  instructions: z.string(),
  greeting: z.string(),
  /** `null`: the model of the installation. */
  model: z.string().min(1).nullable(),
  tools: z.array(z.string()),
});
export type AgentSpec = z.infer<typeof agentSpecSchema>;
