import type { FactValue } from '@parley/shared/contact-facts';
import type { Ctx, OrgTx } from '../ctx.ts';
import { actingAgent } from '../effects/acting-agent.ts';
import { setFact } from './set-fact.ts';

type Bound = { orgId: string; agentId: string; contactId: string; conversationId: string; turnId: string };

/** An agent notes what its contact has said, with the newest message of the turn as where it comes from. */
export async function rememberFact(
  ctx: Ctx,
  tx: OrgTx,
  bound: Bound,
  { name, value }: { name: string; value: FactValue },
): Promise<void> {
  const { orgId, conversationId, turnId, contactId } = bound;
  const message = await tx.message.findFirst({
    where: { orgId, conversationId, turnId },
    orderBy: { seq: 'desc' },
    select: { id: true },
  });
  await setFact(ctx, tx, actingAgent(bound), { contactId, name, value, messageId: message?.id ?? null });
}
