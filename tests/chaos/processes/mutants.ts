import type { Bend } from './arms.ts';

const WRITE_BEHIND_MS = 1_000;

/** A mutant takes one mechanism away. A text that does not change is a mutant that tests nothing: it is refused. */
const MUTANTS: Record<string, Bend> = {
  /** Only rings bring work: what no ring speaks of waits for ever. (The entry point of the worker slows its sweep.) */
  no_sweep: {},
  /** A worker that was given up for dead goes on as if it still held its lane. */
  no_fence: {
    text(label, text) {
      if (label === 'settle_turn') return changed(text, /\bc\.fence = (\$\d+)/g, '$1::bigint is not null');
      if (label === 'renew_leases') return changed(text, /\bc\.fence = held\.fence/g, 'true');
      return text;
    },
  },
  /** The api answers first and writes a moment later. */
  acknowledge_before_commit: {
    run(label, run, values) {
      if (label !== 'ingest_turn') return null;
      setTimeout(() => void run().catch(() => {}), WRITE_BEHIND_MS);
      const [, , , conversation_id, turn_id, message_id] = values;
      return Promise.resolve({ rows: [{ conversation_id, turn_id, message_id, duplicate: false, opened: false }] });
    },
  },
  /** A second delivery of the same event is taken for a new one. */
  no_inbound_key: {
    run(label, _, values) {
      if (label === 'ingest_turn') values[2] = Buffer.from(crypto.randomUUID());
      return null;
    },
  },
};

export function bendOf(mutant: string | undefined): Bend {
  if (mutant === undefined) return {};
  const bend = MUTANTS[mutant];
  if (!bend) throw new Error(`there is no mutant ${mutant}: ${Object.keys(MUTANTS).join(', ')}`);
  return bend;
}

function changed(text: string, pattern: RegExp, replacement: string): string {
  const bent = text.replace(pattern, replacement);
  if (bent === text) throw new Error(`this mutant changes nothing: ${pattern} is not in the statement`);
  return bent;
}
