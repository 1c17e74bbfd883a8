import { createHash } from 'node:crypto';
import type { OrgTx } from '@parley/db/client';
import { makeId } from '@parley/shared/ids';
import type { As } from '../acting.ts';
import { auditOnce } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';

const HOUR_MS = 3_600_000;

/** That somebody has read what was said: once for each person, conversation and hour, however often a page looks. */
export const recordReading = (ctx: Ctx, tx: OrgTx, as: As, conversationId: string): Promise<void> =>
  recordReadingOf(ctx, tx, as, { kind: 'conversation', id: conversationId });

/** The same of anything that holds what was said. */
export function recordReadingOf(
  ctx: Ctx,
  tx: OrgTx,
  as: As,
  target: { kind: 'conversation' | 'run'; id: string },
): Promise<void> {
  return auditOnce(ctx, tx, as, { id: idOf(as, target.id, ctx.now()), action: `${target.kind}.read`, target });
}

/** The same for the same reading: the id says that it is written down already. */
function idOf({ orgId, actor }: As, targetId: string, now: Date): string {
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  const what = JSON.stringify(['reading', orgId, actor.kind, actor.id, targetId, hour.getTime()]);
  const digest = createHash('sha256').update(what).digest();
  return makeId('auditEntry', hour, (size) => digest.subarray(0, size));
}
