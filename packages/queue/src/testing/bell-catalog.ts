import { z } from 'zod';
import type { Catalog } from '../catalog.ts';

/** One job of each sort, for tests. */
export const bells = {
  'door.ring': { queue: 'bells', payload: z.strictObject({}), coalesce: true, attempts: 1 },
  'note.read': { queue: 'bells', payload: z.strictObject({ noteId: z.string() }), coalesce: true, attempts: 1 },
  'note.send': { queue: 'bells', payload: z.strictObject({ noteId: z.string() }), coalesce: false, attempts: 2 },
} as const satisfies Catalog;
