import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockContact } from './set-fact.ts';

/** What was noted under this name is forgotten: agents know it no more. */
export const forgetFact = (ctx: Ctx, as: As, { contactId, name }: { contactId: string; name: string }): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    await lockContact(tx, orgId, contactId);
    const where = { orgId_contactId_name: { orgId, contactId, name } };
    const fact = await tx.contactFact.findUnique({ where });
    if (!fact) throw noSuchFact();
    await tx.contactFact.delete({ where });
    await audit(ctx, tx, as, {
      action: 'contact.fact_forgotten',
      target: { kind: 'contact', id: contactId },
      before: { fact: fact.id, type: fact.type },
      detail: { name, value: fact.value },
    });
  });

const noSuchFact = () =>
  new ParleyError(
    'not_found',
    'no_such_fact',
    'Nothing is noted of this contact under this name. Their page lists what is.',
  );
