import { timingSafeEqual } from 'node:crypto';
import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { attachPoint, contactAt } from '../contacts/attach-point.ts';
import { knownUsers } from '../contacts/known-users.ts';
import { lockLinks } from '../contacts/person.ts';
import type { Ctx } from '../ctx.ts';
import { codeOf } from './code.ts';
import { PHONE_CHECKS } from './limits.ts';
import { checkedIn, type Subject } from './subject.ts';

type Given = { subject: Subject; id: string; code: string };
type Outcome = 'confirmed' | 'over' | { triesLeft: number };

/** The code that came on the phone: whoever gives it and whoever writes from that phone are one person. */
export async function confirmPhoneCheck(ctx: Ctx, as: As, given: Given): Promise<void> {
  // A wrong try is written down too: it ends in a value, so that its commit stands, and only then in a refusal.
  const outcome = await ctx.db.inOrg(as.orgId, (tx) => attempt(ctx, tx, as, given));
  if (outcome === 'over') throw over();
  if (outcome !== 'confirmed') throw wrong(outcome.triesLeft);
}

type Row = { phone: string; state: string; tries: number; good: boolean };

async function attempt(ctx: Ctx, tx: OrgTx, as: As, { subject, id, code }: Given): Promise<Outcome> {
  const { orgId } = as;
  const { contactId } = await checkedIn(tx, orgId, subject);
  const [check] = await tx.$queryRaw<Row[]>`
    select phone, state, tries, expires_at > clock_now() as good from phone_check
    where org_id = ${orgId} and id = ${id} and contact_id = ${contactId} for update`;
  if (!check) throw noSuchCheck();
  if (!check.good || check.tries >= PHONE_CHECKS.maxTries || check.state === 'not_sent') return 'over';
  if (!isSame(code, codeOf(ctx, { orgId, id }))) {
    await tx.$executeRaw`update phone_check set tries = tries + 1 where org_id = ${orgId} and id = ${id}`;
    return { triesLeft: PHONE_CHECKS.maxTries - check.tries - 1 };
  }
  if (check.state === 'confirmed') return 'confirmed';
  await link(ctx, tx, as, { contactId, id, phone: check.phone });
  await tx.$executeRaw`
    update phone_check set state = 'confirmed', due_at = null where org_id = ${orgId} and id = ${id}`;
  return 'confirmed';
}

type Proven = { contactId: string; id: string; phone: string };

async function link(ctx: Ctx, tx: OrgTx, as: As, { contactId, id, phone }: Proven): Promise<void> {
  const { orgId } = as;
  await lockLinks(tx, orgId);
  const point = { kind: 'sms', address: phone } as const;
  await refuseTwoUsers(tx, orgId, contactId, await contactAt(tx, orgId, point));
  const linked = await attachPoint(ctx, tx, orgId, contactId, { point, voucher: { by: 'sms_code', id } });
  await audit(ctx, tx, as, {
    action: 'contact.number_confirmed',
    target: { kind: 'contact', id: contactId },
    after: {
      check: id,
      contacts: linked === null || linked === 'added' ? [contactId] : [linked.main, ...linked.joined],
    },
    detail: { phone },
  });
}

/** A phone that two users of a site share does not make them one. */
async function refuseTwoUsers(tx: OrgTx, orgId: string, contactId: string, owner: string | null): Promise<void> {
  if (owner === null) return;
  const [here, there] = [await knownUsers(tx, orgId, contactId), await knownUsers(tx, orgId, owner)];
  const isOne = here.length === 0 || there.length === 0 || here.some((user) => there.includes(user));
  if (!isOne) throw othersNumber();
}

const isSame = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const noSuchCheck = () =>
  new ParleyError('not_found', 'no_such_check', 'No code was asked for under this id. Ask for a code first.');

const over = () =>
  new ParleyError('conflict', 'code_over', 'This code is no longer good. Ask for a new one.', { param: 'code' });

const wrong = (left: number) =>
  new ParleyError(
    'invalid_request',
    'wrong_code',
    left > 0
      ? `This is not the code that was sent. You can try ${left === 1 ? 'once' : `${left} times`} more.`
      : 'This is not the code that was sent. Ask for a new one.',
    { param: 'code' },
  );

const othersNumber = () =>
  new ParleyError(
    'conflict',
    'number_of_another',
    'This number is known as another customer’s. A member of the team can link the two, when they are one person.',
  );
