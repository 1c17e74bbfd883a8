import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { joinPersons } from './join-persons.ts';
import { lockLinks } from './person.ts';
import { readContact } from './read-contact.ts';

type Point = { kind: string; address: string };

/**
 * Says that whoever is reached there is this contact too. The caller vouches for it: a member, or the organisation's own
 * system.
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
  const by = actor.kind === 'api_key' ? 'api_key' : 'member';
  const made = await joinPersons(ctx, tx, orgId, [contactId, point.contactId], { by, id: actor.id });
  if (!made) return;
  await audit(ctx, tx, as, {
    action: 'contact.linked',
    target: { kind: 'contact', id: made.main },
    after: { contacts: made.joined },
  });
}

const noSuchAddress = () =>
  new ParleyError(
    'not_found',
    'no_such_address',
    'Nobody has written from this address yet. Link it once a first message of theirs is there.',
    { param: 'address' },
  );
