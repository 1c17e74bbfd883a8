import { type ContactMailClaim, claimContactMails as claim } from '@parley/db/post/claim-contact-mails';
import type { Ctx } from '../ctx.ts';

export type { ContactMailClaim };

/** Far longer than a mail server is waited for: who has not marked a mail by then is dead. */
const LEASE_MS = 60_000;
const MINUTE_MS = 60_000;
/** The pauses after the first refusal, the second …; when they are used up, the mail has failed. */
const PAUSES_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];

export const claimContactMails = (ctx: Pick<Ctx, 'hot'>, limit: number): Promise<ContactMailClaim[]> =>
  claim(ctx.hot, { limit, leaseMs: LEASE_MS });

export type ContactMailText = { id: string; address: string; subject: string; body: string; organisation: string };

/** What it says. Null once the contact is to be forgotten. */
export const readContactMail = (
  ctx: Pick<Ctx, 'db'>,
  { orgId, id }: ContactMailClaim,
): Promise<ContactMailText | null> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const row = await tx.contactMail.findUnique({
      where: { orgId_id: { orgId, id } },
      include: { contact: { select: { erasedAt: true } } },
    });
    if (!row || row.address === '' || row.contact.erasedAt) return null;
    const house = await tx.organisation.findUniqueOrThrow({
      where: { id: orgId },
      select: { name: true, fromName: true },
    });
    const { address, subject, body } = row;
    return { id, address, subject, body, organisation: house.fromName ?? house.name };
  });

/** Marks what came of an attempt. An attempt that a later one has overtaken marks nothing. */
export async function endContactMail(
  ctx: Pick<Ctx, 'db'>,
  { orgId, id, attempt }: ContactMailClaim,
  end: 'sent' | 'skipped' | 'not_taken',
): Promise<void> {
  const pause = end === 'not_taken' ? PAUSES_MS[attempt - 1] : undefined;
  const state = pause !== undefined ? 'pending' : end === 'not_taken' ? 'failed' : end;
  await ctx.db.inOrg(
    orgId,
    (tx) => tx.$executeRaw`
      update contact_mail
      set state = ${state}, due_at = clock_now() + ${pause ?? null}::int * interval '1 millisecond',
        ended_at = case when ${state} = 'pending' then null else clock_now() end
      where org_id = ${orgId} and id = ${id} and state = 'sending' and attempts = ${attempt}`,
  );
}
