import type { WebhookDelivery } from '@parley/shared/contract/webhooks';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { refuseWithoutFeature } from '../organisations/feature.ts';
import { readDeliveryOf } from './deliveries.ts';
import { storeFor } from './enqueue.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { refuseDisabled } from './view.ts';

/** An event that means nothing, to this one endpoint, on the same road as every other. */
export const sendTest = (ctx: Ctx, as: As, endpointId: string): Promise<WebhookDelivery> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId } = as;
    refuseDisabled(await lockEndpoint(tx, orgId, endpointId));
    await refuseWithoutFeature(tx, orgId, 'webhooks');
    const event = { kind: 'webhook.test', facts: { endpoint_id: endpointId } };
    const [id = ''] = await storeFor(ctx, tx, orgId, event, [endpointId]);
    await audit(ctx, tx, as, { action: 'webhook.tested', target: { kind: 'webhook', id: endpointId } });
    return readDeliveryOf(tx, { orgId, endpointId, id });
  });
