import { z } from 'zod';
import { changeAreaSchema } from './change-areas.ts';

/**
 * A lossy hint that something changed: ids only, but for a draft, which has no rows. Whoever hears it reads the rows;
 * whoever misses it re-reads by cursor.
 */
export const liveHintSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('conversation'), orgId: z.string(), conversationId: z.string() }),
  /** The first message of someone, whose page does not know the conversation's id yet and listens for its audience. */
  z.object({ kind: z.literal('conversation_opened'), orgId: z.string(), audience: z.string() }),
  z.object({ kind: z.literal('typing'), orgId: z.string(), conversationId: z.string(), active: z.boolean() }),
  /**
   * An answer that is being written, as far as it may be read by now; `null` takes it back. A later attempt has a higher
   * fence, and what an earlier one still says is worth nothing.
   */
  z.object({
    kind: z.literal('draft'),
    orgId: z.string(),
    conversationId: z.string(),
    turnId: z.string(),
    fence: z.string().regex(/^\d{1,19}$/),
    text: z.string().nullable(),
  }),
  /** Somebody changed something that the pages of this organisation show. */
  z.object({ kind: z.literal('changed'), orgId: z.string(), area: changeAreaSchema }),
  /** The run of this fence has lost its lane: whoever runs it may stop at once. */
  z.object({ kind: z.literal('lane_lost'), orgId: z.string(), conversationId: z.string(), fence: z.string() }),
]);
export type LiveHint = z.infer<typeof liveHintSchema>;
