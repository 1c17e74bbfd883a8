import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { noSuchContact } from '../contacts/read-contact.ts';
import type { Ctx } from '../ctx.ts';
import { exportLines } from './export-rows.ts';

/** All that is stored about a contact. Who took it along stands in the record. */
export async function exportContact(ctx: Ctx, as: As, contactId: string): Promise<AsyncGenerator<string>> {
  const { orgId } = as;
  const addresses = await ctx.db.inOrg(orgId, async (tx) => {
    const contact = await tx.contact.findUnique({ where: { orgId_id: { orgId, id: contactId } } });
    if (!contact) throw noSuchContact();
    const points = await tx.contactPoint.findMany({ where: { orgId, contactId }, select: { address: true } });
    await audit(ctx, tx, as, { action: 'contact.exported', target: { kind: 'contact', id: contactId } });
    return points.map(({ address }) => address);
  });
  return exportLines(ctx, { orgId, contact: { id: contactId, addresses } });
}
