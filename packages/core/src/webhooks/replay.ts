import { afterCommit } from '@parley/db/client';
import type { WebhookDelivery } from '@parley/shared/contract/webhooks';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { readDeliveryOf } from './deliveries.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { refuseDisabled } from './view.ts';

/** Sends one again, now, whatever became of it: the same event under the same id, with all its tries before it. */
export const replayDelivery = (ctx: Ctx, as: As, endpointId: string, id: string): Promise<WebhookDelivery> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    const endpoint = await lockEndpoint(tx, orgId, endpointId);
    await readDeliveryOf(tx, { orgId, endpointId, id });
    refuseDisabled(endpoint);
    const replayed = await tx.$executeRaw`
      update webhook_delivery set state = 'pending', due_at = clock_now(), ended_at = null, round_began = attempts
      where org_id = ${orgId} and id = ${id} and state <> 'sending'`;
    if (replayed === 0) throw beingSent();
    await audit(ctx, tx, as, {
      action: 'webhook.replayed',
      target: { kind: 'webhook', id: endpointId },
      after: { delivery: id },
    });
    afterCommit(tx, () => ctx.ring('post.send'));
    return readDeliveryOf(tx, { orgId, endpointId, id });
  });

/** Everything that has failed since; answers how much that is. */
export const replayFailed = (ctx: Ctx, as: As, endpointId: string, since: Date): Promise<number> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    refuseDisabled(await lockEndpoint(tx, orgId, endpointId));
    const replayed = await tx.$executeRaw`
      update webhook_delivery set state = 'pending', due_at = clock_now(), ended_at = null, round_began = attempts
      where org_id = ${orgId} and endpoint_id = ${endpointId} and state = 'failed' and ended_at >= ${since}`;
    if (replayed === 0) return 0;
    await audit(ctx, tx, as, {
      action: 'webhook.replayed',
      target: { kind: 'webhook', id: endpointId },
      after: { since: since.toISOString(), deliveries: replayed },
    });
    afterCommit(tx, () => ctx.ring('post.send'));
    return replayed;
  });

const beingSent = () =>
  new ParleyError('conflict', 'delivery_under_way', 'This delivery is being sent right now. Look again in a moment.', {
    retryable: true,
  });
