import type { FactValue } from '@parley/shared/contact-facts';
import type { ContactFact } from '@parley/shared/contract/contacts';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { setFact } from './set-fact.ts';

/** A person, or a system of theirs, says what is so. */
export const noteFact = (
  ctx: Ctx,
  as: As,
  fact: { contactId: string; name: string; value: FactValue },
): Promise<ContactFact> => ctx.db.inOrg(as.orgId, (tx) => setFact(ctx, tx, as, { ...fact, messageId: null }));
