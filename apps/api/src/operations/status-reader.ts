import { type Operations, readOperations } from '@parley/core/operations/read-status';
import type { Queryable } from '@parley/db/pools';
import type { Producer } from '@parley/queue/producer';

export type StatusReader = { read(): Promise<Operations> };

/** Asked for by everyone's open page: read at most once a second, whoever asks. */
const FRESH_MS = 1_000;

export function createStatusReader(db: Queryable, producer: Pick<Producer, 'isUp'>): StatusReader {
  let latest: { at: number; operations: Promise<Operations> } | null = null;
  return {
    read() {
      const at = performance.now();
      if (!latest || at - latest.at > FRESH_MS) {
        const operations = readOperations(db, producer.isUp());
        latest = { at, operations };
        // A failed reading is not kept: the next caller asks again.
        operations.catch(() => {
          latest = null;
        });
      }
      return latest.operations;
    },
  };
}
