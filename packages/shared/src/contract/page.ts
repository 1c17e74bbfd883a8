import { z } from 'zod';

/** Every list is read in pages: `limit`, and the `next_cursor` of the page before as `starting_after`. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  starting_after: z.string().max(128).optional(),
};

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean(), next_cursor: z.string().nullable() });
