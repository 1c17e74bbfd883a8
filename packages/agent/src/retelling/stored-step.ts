import { type Step, stepSchema } from '../journal.ts';

/** A step as the database keeps it. */
export type StoredStep = { key: string; kind: string; content: unknown; startedAt: Date; durationMs: number };

/** As the journal reads it; null where its content was emptied, or is of a time that knew less. */
export function readStored({ key, kind, content, startedAt, durationMs }: StoredStep): Step | null {
  const given = typeof content === 'object' && content !== null ? content : {};
  const parsed = stepSchema.safeParse({ ...given, key, kind, startedAt: startedAt.toISOString(), durationMs });
  return parsed.success ? parsed.data : null;
}
