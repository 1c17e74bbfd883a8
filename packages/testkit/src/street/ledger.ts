/** What an outsider saw, in order. A test reads it as the outside's own account of what our side did. */
export type Ledger<Entry> = {
  readonly entries: readonly Entry[];
  /** How many were ever recorded: more than `entries.length` once a bounded ledger has forgotten its oldest. */
  readonly seen: number;
  record(entry: Entry): void;
  clear(): void;
};

/** A ledger keeps everything, because tests and chaos count it, unless a long-lived street bounds it. */
export function createLedger<Entry>(keep = Number.POSITIVE_INFINITY): Ledger<Entry> {
  let entries: Entry[] = [];
  let seen = 0;
  return {
    get entries() {
      return entries;
    },
    get seen() {
      return seen;
    },
    record(entry) {
      seen += 1;
      entries.push(entry);
      // Forgetting in slabs keeps recording cheap: one copy per `keep` entries instead of a shift for each.
      if (entries.length >= keep * 2) entries = entries.slice(-keep);
    },
    clear() {
      entries = [];
      seen = 0;
    },
  };
}
