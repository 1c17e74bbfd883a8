import { type Operations, readOperations } from '@parley/core/operations/read-status';
import type { Queryable } from '@parley/db/pools';
import type { Producer } from '@parley/queue/producer';

export type StatusReader = {
  read(): Promise<Operations>;
  /** Who answered when it was last known: for what must not fail because a figure cannot be had. */
  lastModel(): Operations['model'] | null;
};

/** Asked for by everyone's open page: read at most once a second, one reading at a time, whoever asks. */
const FRESH_MS = 1_000;

export function createStatusReader(db: Queryable, producer: Pick<Producer, 'isUp'>): StatusReader {
  let known: { at: number; operations: Operations } | null = null;
  let reading: Promise<Operations> | null = null;

  const readAnew = async (): Promise<Operations> => {
    const operations = await readOperations(db, producer.isUp());
    known = { at: performance.now(), operations };
    return operations;
  };

  return {
    async read() {
      if (known && performance.now() - known.at < FRESH_MS) return known.operations;
      reading ??= readAnew().finally(() => {
        reading = null;
      });
      return reading;
    },
    lastModel: () => known?.operations.model ?? null,
  };
}
