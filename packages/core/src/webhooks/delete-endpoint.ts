import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockEndpoint } from './lock-endpoint.ts';

/** Takes its deliveries and their log along. */
export const deleteEndpoint = (ctx: Ctx, as: As, id: string): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { url, events } = await lockEndpoint(tx, as.orgId, id);
    await tx.webhookEndpoint.delete({ where: { orgId_id: { orgId: as.orgId, id } } });
    await audit(ctx, tx, as, {
      action: 'webhook.deleted',
      target: { kind: 'webhook', id },
      before: { origin: new URL(url).origin, events },
    });
  });
