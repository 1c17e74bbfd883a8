import { MOST_FACTS } from '@parley/shared/contact-facts';
import type { ContactFact } from '@parley/shared/contract/contacts';
import { noSuchContact } from '../contacts/read-contact.ts';
import type { Ctx } from '../ctx.ts';
import { factView } from './view.ts';

/** What is noted of a contact, by name. */
export const listFacts = (ctx: Ctx, orgId: string, contactId: string): Promise<ContactFact[]> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const contact = await tx.contact.findUnique({
      where: { orgId_id: { orgId, id: contactId } },
      select: { id: true },
    });
    if (!contact) throw noSuchContact();
    const rows = await tx.contactFact.findMany({
      where: { orgId, contactId },
      orderBy: { name: 'asc' },
      take: MOST_FACTS,
    });
    return rows.map(factView);
  });
