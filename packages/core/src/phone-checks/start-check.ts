import { afterCommit, type OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { PHONE_CHECKS } from './limits.ts';
import { checkedIn, type Subject } from './subject.ts';

export type StartedCheck = { id: string; expires_at: string };

/**
 * Somebody in a web chat says which phone is theirs: a code goes there by text. Whether a code is really sent is not said:
 * nobody learns here who has written STOP.
 */
export const startPhoneCheck = (
  ctx: Ctx,
  as: As,
  { subject, phone }: { subject: Subject; phone: string },
): Promise<StartedCheck> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { contactId, codesFromId } = await checkedIn(tx, as.orgId, subject);
    if (codesFromId === null) throw notOffered();
    await refuseTooMany(tx, as.orgId, { contactId, phone });
    const id = ctx.newId('phoneCheck');
    const now = ctx.now();
    const expiresAt = new Date(now.getTime() + PHONE_CHECKS.goodForMs);
    await tx.$executeRaw`
      insert into phone_check (org_id, id, contact_id, channel_id, phone, state, due_at, created_at, expires_at)
      select ${as.orgId}, ${id}, ${contactId}, ${codesFromId}, ${phone}, 'waiting', now, now,
        now + ${PHONE_CHECKS.goodForMs} * interval '1 millisecond' from (select clock_now() as now) n`;
    await audit(ctx, tx, as, {
      action: 'contact.number_asked',
      target: { kind: 'contact', id: contactId },
      after: { check: id },
      detail: { phone },
    });
    afterCommit(tx, () => ctx.ring('post.send'));
    return { id, expires_at: expiresAt.toISOString() };
  });

type Asked = { contactId: string; phone: string };

/** Counted one after the other, so that many at once are not each the first. What no limit reaches back to is forgotten. */
async function refuseTooMany(tx: OrgTx, orgId: string, { contactId, phone }: Asked): Promise<void> {
  const { perNumber, perContact, perOrganisation, keptMs } = PHONE_CHECKS;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('parley.phone_check ' || ${orgId}, 0))`;
  await tx.$executeRaw`
    delete from phone_check where org_id = ${orgId} and created_at < clock_now() - ${keptMs} * interval '1 millisecond'`;
  const [n] = await tx.$queryRaw<{ number: number; contact: number; all: number }[]>`
    select count(*) filter (where phone = ${phone} and age < ${perNumber.withinMs})::int as number,
      count(*) filter (where contact_id = ${contactId} and age < ${perContact.withinMs})::int as contact,
      count(*) filter (where age < ${perOrganisation.withinMs})::int as all
    from (select phone, contact_id, extract(epoch from clock_now() - created_at) * 1000 as age
      from phone_check where org_id = ${orgId}) c`;
  if (!n) return;
  const isTooMany = n.number >= perNumber.most || n.contact >= perContact.most || n.all >= perOrganisation.most;
  if (isTooMany) throw tooMany();
}

const tooMany = () =>
  new ParleyError(
    'rate_limited',
    'too_many_codes',
    'Too many codes were asked for. Use the newest one that came, or try again in an hour.',
  );

const notOffered = () =>
  new ParleyError(
    'conflict',
    'no_codes_here',
    'This chat sends no codes. Choose the number that sends them on the channel’s page first.',
  );
