import type { Bend } from './arms.ts';

const WRITE_BEHIND_MS = 1_000;

/** A mutant takes one mechanism away. */
const MUTANTS: Record<string, Bend> = {
  /** Only rings bring work: what no ring speaks of waits for ever. (The entry point of the worker slows its sweep.) */
  no_sweep: ({ run }) => run(),
  /** A worker that was given up for dead goes on as if it still held its lane: it writes whatever fence stands there. */
  async no_fence({ label, values, pool, run }) {
    if (label === 'renew_leases') {
      const [orgs, ids] = values as [string[], string[]];
      return { rows: ids.map((id, n) => ({ org_id: orgs[n], id })) };
    }
    if (label !== 'settle_turns') return run();
    const settlements = JSON.parse(values[0] as string) as Array<{
      org_id: string;
      conversation_id: string;
      fence: string;
    }>;
    for (const settlement of settlements) {
      const { rows } = await pool.query<{ fence: string }>(
        'select fence from conversation where org_id = $1 and id = $2',
        [settlement.org_id, settlement.conversation_id],
      );
      settlement.fence = rows[0]?.fence ?? settlement.fence;
    }
    values[0] = JSON.stringify(settlements);
    return run();
  },
  /** The api answers first and writes a moment later. */
  async acknowledge_before_commit({ label, values, run }) {
    if (label !== 'ingest_turns') return run();
    setTimeout(() => void run().catch(() => {}), WRITE_BEHIND_MS);
    return { rows: eventsOf(values).map(takenAs) };
  },
  /** A send of which nobody knows what became is simply sent again. */
  blind_resend({ label, values, run }) {
    const [, , , to] = values;
    if (label === 'move_reply' && to === 'sending') values.splice(3, 3, 'pending', null, 0);
    return run();
  },
  /** A second delivery of the same event is taken for a new one. */
  no_inbound_key({ label, values, run }) {
    if (label === 'ingest_turns') {
      const events = eventsOf(values).map((event) => ({ ...event, key_hash: crypto.randomUUID().replaceAll('-', '') }));
      values[0] = JSON.stringify(events);
    }
    return run();
  },
};

type Event = { place: number; new_conversation: string; new_turn: string; new_message: string };

const eventsOf = (values: unknown[]): Event[] => JSON.parse(values[0] as string) as Event[];

const takenAs = ({ place, new_conversation, new_turn, new_message }: Event) => ({
  ...{ place, code: 'taken', conversation_id: new_conversation, turn_id: new_turn, message_id: new_message },
  ...{ duplicate: false, opened: false, leaves: false, lost_fence: null },
});

export function bendOf(mutant: string | undefined): Bend {
  if (mutant === undefined) return ({ run }) => run();
  const bend = MUTANTS[mutant];
  if (!bend) throw new Error(`there is no mutant ${mutant}: ${Object.keys(MUTANTS).join(', ')}`);
  return bend;
}
