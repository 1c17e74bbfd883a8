import type { OrgTx } from '@parley/db/client';
import { claimMails as claim, type MailClaim } from '@parley/db/post/claim-mails';
import { tellEvent } from '@parley/shared/events';
import type { Ctx } from '../ctx.ts';
import { namesIn } from './view.ts';

export type { MailClaim };

/** Far longer than a mail server is waited for: who has not marked a mail by then is dead. */
const LEASE_MS = 60_000;
const MINUTE = 60_000;
/** The pauses after the first failure, the second …; when they are used up, the mail has failed. */
const PAUSES_MS = [MINUTE / 2, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 180 * MINUTE, 360 * MINUTE];

export const claimMails = (ctx: Pick<Ctx, 'hot'>, limit: number): Promise<MailClaim[]> =>
  claim(ctx.hot, { limit, leaseMs: LEASE_MS });

export type MailFacts = {
  id: string;
  to: { name: string; email: string };
  organisation: string;
  title: string;
  text: string;
  page: string;
};

/** What a mail says, as things are called now. Null once its member is gone: nobody is told any more. */
export const readMail = (ctx: Pick<Ctx, 'db'>, { orgId, id }: MailClaim): Promise<MailFacts | null> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const row = await tx.notification.findUnique({ where: { orgId_id: { orgId, id } } });
    const to = row && (await recipientOf(tx, row));
    if (!row || !to) return null;
    const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { name: true } });
    const told = tellEvent(row.event, row.facts, await namesIn(tx, [row]));
    return { id, to, organisation: organisation.name, ...told };
  });

const recipientOf = (tx: OrgTx, { userId, address }: { userId: string | null; address: string | null }) =>
  userId === null
    ? address && { name: address, email: address }
    : tx.user.findUnique({ where: { id: userId }, select: { name: true, email: true } });

export type MailEnd = 'sent' | 'skipped' | 'not_taken';

/** Marks what came of an attempt. An attempt that a later one has overtaken marks nothing. */
export async function endMail(
  ctx: Pick<Ctx, 'db'>,
  { orgId, id, attempt }: MailClaim,
  end: MailEnd,
): Promise<'ended' | 'again' | 'overtaken'> {
  const pause = end === 'not_taken' ? PAUSES_MS[attempt - 1] : undefined;
  const state = pause !== undefined ? 'pending' : end === 'not_taken' ? 'failed' : end;
  const marked = await ctx.db.inOrg(
    orgId,
    (tx) => tx.$executeRaw`
      update notification
      set mail_state = ${state}, mail_due_at = clock_now() + ${pause ?? null}::int * interval '1 millisecond'
      where org_id = ${orgId} and id = ${id} and mail_state = 'sending' and mail_attempts = ${attempt}`,
  );
  if (marked === 0) return 'overtaken';
  return state === 'pending' ? 'again' : 'ended';
}
