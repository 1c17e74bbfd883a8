import type { Identity } from '@parley/channels/web-chat/identity-token';
import type { OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { attachPoint, contactAt, type Point } from './attach-point.ts';
import { knownUsers } from './known-users.ts';
import { lockLinks, personOf } from './person.ts';

export type Identified = { orgId: string; channelId: string; visitorId: string; identity: Identity };

/**
 * The site has signed who a visitor of its chat is: they are the contact that is known by that user id, and by that phone
 * number. Returns who the visitor goes on as: somebody new when this browser has been another user's, so that nobody reads
 * what another said.
 */
export async function identifyVisitor(ctx: Ctx, given: Identified): Promise<string> {
  return ctx.db.inOrg(given.orgId, async (tx) => {
    if (await isKnown(tx, given)) return given.visitorId;
    await lockLinks(tx, given.orgId);
    return identify(ctx, tx, given);
  });
}

const pointsOf = (visitorId: string, { userId, phone }: Identity): Point[] => [
  { kind: 'user', address: userId },
  { kind: 'web_chat', address: visitorId },
  ...(phone === null ? [] : [{ kind: 'sms' as const, address: phone }]),
];

type Known = { points: number; people: number; named: boolean };

/** Every page that a signed-in visitor opens says it again: nothing is locked where nothing changes. */
async function isKnown(tx: OrgTx, { orgId, visitorId, identity }: Identified): Promise<boolean> {
  const points = pointsOf(visitorId, identity);
  const { name, email } = identity;
  const [known] = await tx.$queryRaw<Known[]>`
    select count(*)::int as points, count(distinct c.id)::int as people,
      bool_and(c.name is not distinct from coalesce(${name}, c.name) and c.email is not distinct from coalesce(${email}, c.email)) as named
    from contact_point p left join contact_link l on l.org_id = p.org_id and l.contact_id = p.contact_id
      join contact c on c.org_id = p.org_id and c.id = coalesce(l.main_id, p.contact_id)
    where p.org_id = ${orgId} and (p.kind, p.address) in (
      select k, a from unnest(${points.map(({ kind }) => kind)}::text[], ${points.map(({ address }) => address)}::text[]) as given (k, a))`;
  return known?.points === points.length && known.people === 1 && known.named;
}

async function identify(ctx: Ctx, tx: OrgTx, given: Identified): Promise<string> {
  const { orgId, channelId, identity } = given;
  const voucher = { by: 'identity', id: channelId } as const;
  const here = await contactAt(tx, orgId, { kind: 'web_chat', address: given.visitorId });
  const isAnother = here !== null && (await isSomebodyElse(tx, orgId, here, identity.userId));
  const visitorId = isAnother ? ctx.newId('contact') : given.visitorId;
  const user = await contactAt(tx, orgId, { kind: 'user', address: identity.userId });
  const contactId = user ?? (isAnother ? null : here) ?? (await newContact(ctx, tx, orgId));
  let news = 0;
  for (const point of pointsOf(visitorId, identity)) {
    // A family's phone: it stays with whom it is known of.
    if (point.kind === 'sms' && (await isOthers(tx, orgId, point, identity.userId))) continue;
    if (await attachPoint(ctx, tx, orgId, contactId, { point, voucher })) news += 1;
  }
  const person = (await personOf(tx, orgId, contactId)) ?? { main: contactId, all: [contactId] };
  news += await keepNames(tx, orgId, person.main, identity);
  if (news > 0) {
    await audit(ctx, tx, asChannel(orgId), {
      action: 'contact.identified',
      target: { kind: 'contact', id: person.main },
      after: { channel: channelId, contacts: person.all },
      detail: { ...identity },
    });
  }
  return visitorId;
}

const asChannel = (orgId: string): As => ({
  ...{ orgId, actor: { kind: 'system', id: 'web_chat' } },
  ...{ requestId: null, address: null },
});

async function isSomebodyElse(tx: OrgTx, orgId: string, contactId: string, userId: string): Promise<boolean> {
  const users = await knownUsers(tx, orgId, contactId);
  return users.length > 0 && !users.includes(userId);
}

async function isOthers(tx: OrgTx, orgId: string, point: Point, userId: string): Promise<boolean> {
  const contact = await contactAt(tx, orgId, point);
  return contact !== null && isSomebodyElse(tx, orgId, contact, userId);
}

async function newContact(ctx: Ctx, tx: OrgTx, orgId: string): Promise<string> {
  const id = ctx.newId('contact');
  await tx.contact.create({ data: { orgId, id, createdAt: ctx.now() }, select: { id: true } });
  return id;
}

/** What the site says is newer than what is kept; what it leaves out is no news. */
const keepNames = (tx: OrgTx, orgId: string, id: string, { name, email }: Identity): Promise<number> =>
  tx.$executeRaw`
    update contact set name = coalesce(${name}, name), email = coalesce(${email}, email)
    where org_id = ${orgId} and id = ${id}
      and (name, email) is distinct from (coalesce(${name}, name), coalesce(${email}, email))`;
