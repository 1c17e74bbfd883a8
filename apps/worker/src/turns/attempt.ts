import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import type { RunRecord } from '@parley/core/turns/settle-turn';

/** What an attempt has come to know; filled as it goes, so that a failure anywhere can be written down with it. */
export type Attempt = { claim: LaneClaim; startedAt: Date; run: RunRecord | null; channel: string };
