import type { LaneClaim } from '@parley/db/hot/claim-lanes';
import { type JournalRow, readJournal } from '@parley/db/hot/read-journal';
import type { Ctx } from '../ctx.ts';

export type { JournalRow };

/** What earlier attempts at this turn have left behind; null where nothing had to be kept yet. */
export const readTurnJournal = async (
  ctx: Ctx,
  { orgId, runId, turnId }: LaneClaim,
): Promise<(JournalRow & { runId: string }) | null> => {
  const row = runId === null ? null : await readJournal(ctx.hot, { orgId, runId, turnId });
  return row && runId !== null ? { ...row, runId } : null;
};
