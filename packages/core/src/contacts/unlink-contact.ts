import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockLinks } from './person.ts';
import { readContact } from './read-contact.ts';

/** A link that was not right is undone: the contact is a person of its own again. */
export async function unlinkContact(ctx: Ctx, as: As, mainId: string, contactId: string) {
  await ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    await lockLinks(tx, orgId);
    const { count } = await tx.contactLink.deleteMany({ where: { orgId, mainId, contactId } });
    if (count === 0) throw noSuchLink();
    await audit(ctx, tx, as, {
      action: 'contact.unlinked',
      target: { kind: 'contact', id: mainId },
      before: { contacts: [contactId] },
    });
  });
  return readContact(ctx, as.orgId, mainId);
}

const noSuchLink = () =>
  new ParleyError('not_found', 'no_such_link', 'These two are not linked. The contact’s own page lists its links.');
