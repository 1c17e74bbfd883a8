import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockContact } from './set-fact.ts';

/** What was noted is forgotten: agents know it no more. */
export const forgetFact = (
  ctx: Ctx,
  as: As,
  { contactId, factId }: { contactId: string; factId: string },
): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    await lockContact(tx, orgId, contactId);
    const fact = await tx.contactFact.findFirst({ where: { orgId, id: factId, contactId } });
    if (!fact) throw noSuchFact();
    await tx.contactFact.delete({ where: { orgId_id: { orgId, id: factId } } });
    await audit(ctx, tx, as, {
      action: 'contact.fact_forgotten',
      target: { kind: 'contact', id: contactId },
      before: { fact: fact.id, type: fact.type },
      detail: { name: fact.name, value: fact.value },
    });
  });

const noSuchFact = () =>
  new ParleyError(
    'not_found',
    'no_such_fact',
    'This is not noted of this contact, or not any more. Their page lists what is.',
  );
