// Postgres takes 7,999 bytes in a notification.
const MAX_PAYLOAD_BYTES = 7_000;

/** Hints (as JSON) in as few payloads as they fit, each a JSON array; and how many fit in none. */
export function packHints(hints: Iterable<string>): { payloads: string[]; tooBig: number } {
  const payloads: string[] = [];
  let batch: string[] = [];
  let batchBytes = 0;
  let tooBig = 0;
  const endBatch = () => {
    if (batch.length > 0) payloads.push(`[${batch.join(',')}]`);
    batch = [];
    batchBytes = 0;
  };
  for (const hint of hints) {
    // With the bracket or comma before it; the last bracket is the 1 below.
    const bytes = Buffer.byteLength(hint) + 1;
    if (bytes + 1 > MAX_PAYLOAD_BYTES) {
      tooBig += 1;
      continue;
    }
    if (batchBytes + bytes + 1 > MAX_PAYLOAD_BYTES) endBatch();
    batch.push(hint);
    batchBytes += bytes;
  }
  endBatch();
  return { payloads, tooBig };
}
