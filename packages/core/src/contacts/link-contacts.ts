import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { type Linked, lockLinks, personOf } from './person.ts';
import { noSuchContact, readContact } from './read-contact.ts';

const MOST_LINKS = 20;

type Point = { kind: string; address: string };

/**
 * Says that whoever is reached there is this contact too. The caller vouches for it: a member, or the organisation's own
 * system. Nothing moves: conversations stay where they are and are answered as before; they are shown, and erased, as one
 * person's.
 */
export async function linkContacts(ctx: Ctx, as: As, contactId: string, point: Point) {
  await ctx.db.inOrg(as.orgId, (tx) => link(ctx, tx, as, contactId, point));
  return readContact(ctx, as.orgId, contactId);
}

async function link(ctx: Ctx, tx: OrgTx, as: As, contactId: string, { kind, address }: Point): Promise<void> {
  const { orgId, actor } = as;
  await lockLinks(tx, orgId);
  const point = await tx.contactPoint.findUnique({ where: { orgId_kind_address: { orgId, kind, address } } });
  if (!point) throw noSuchAddress();
  const [one, other] = [await personOf(tx, orgId, contactId), await personOf(tx, orgId, point.contactId)];
  if (!one || !other) throw noSuchContact();
  if (one.main === other.main) return;
  if (one.all.length + other.all.length > MOST_LINKS) throw tooMany();
  const [main, joins] = one.main < other.main ? [one.main, other] : [other.main, one];
  await tx.contactLink.updateMany({ where: { orgId, mainId: joins.main }, data: { mainId: main } });
  await tx.contactLink.create({
    data: {
      orgId,
      contactId: joins.main,
      mainId: main,
      vouchedBy: actor.kind === 'api_key' ? 'api_key' : 'member',
      actorId: actor.id,
      createdAt: ctx.now(),
    },
  });
  await recordLink(ctx, tx, as, main, joins);
}

const recordLink = (ctx: Ctx, tx: OrgTx, as: As, main: string, { all }: Linked) =>
  audit(ctx, tx, as, {
    action: 'contact.linked',
    target: { kind: 'contact', id: main },
    after: { contacts: all },
  });

const noSuchAddress = () =>
  new ParleyError(
    'not_found',
    'no_such_address',
    'Nobody has written from this address yet. Link it once a first message of theirs is there.',
    { param: 'address' },
  );

const tooMany = () =>
  new ParleyError(
    'conflict',
    'too_many_links',
    `One person has ${MOST_LINKS} linked contacts at most. Undo a link that is not right first.`,
  );
