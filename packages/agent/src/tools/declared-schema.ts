import { toolObjectSchema } from '@parley/shared/tool-schema';
import { z } from 'zod';

/** A tool that an admin has declared, as a frame keeps it: what the model is offered, and which version that was. */
export const declaredToolSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  version: z.number().int(),
  description: z.string(),
  effect: z.enum(['read', 'write', 'money', 'irreversible']),
  input: toolObjectSchema,
});
export type DeclaredTool = z.infer<typeof declaredToolSchema>;
