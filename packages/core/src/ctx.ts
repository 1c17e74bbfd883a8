import type { OutboundRules } from '@parley/channels/outbound/outbound-url';
import type { AppDb, OrgTx } from '@parley/db/client';
import type { Pool } from '@parley/db/pools';
import type { IdKind } from '@parley/shared/ids';
import type { LiveHint } from '@parley/shared/live-hint';
import type { Keyring } from './secrets/keyring.ts';

/** One organisation's rows, in one transaction: for those above, who know no database. */
export type { OrgTx };

/** What a verb may use: made once per process by its composition root. */
export type Ctx = {
  /** Ordinary reads and writes, one organisation at a time. */
  db: AppDb;
  /** The engine's pool, for the statements in db/hot. */
  hot: Pool;
  now: () => Date;
  /** Keys the hashes of what is personal in the record; derived from the installation's secret. */
  auditKey: Uint8Array;
  /** Seals what must be read again but never shown: credentials at providers. */
  secrets: Keyring;
  /** Which addresses that people give may be called. */
  outbound: OutboundRules;
  newId: (kind: IdKind) => string;
  /** Says "look" to a worker, after the commit. Never throws and never blocks: a lost ring costs a second, nothing else. */
  ring: (job: 'lanes.take' | 'replies.send' | 'post.send' | 'replays.take') => void;
  /** A lossy hint for pages that are open. */
  live: (hint: LiveHint) => void;
};
