import type { WebhookEndpoint } from '@parley/shared/contract/webhooks';
import { ParleyError } from '@parley/shared/errors';
import type { WebhookEventKind } from '@parley/shared/events';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { refuseWithoutFeature } from '../organisations/feature.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { judgedUrl } from './judge-url.ts';
import { makeSecret, sealed } from './secrets.ts';
import { endpointView, SHOWN } from './view.ts';

export type NewEndpoint = {
  url: string;
  description: string;
  events: readonly WebhookEventKind[];
  randomBytes: (size: number) => Uint8Array;
};

/** Each event is sent to every one of them. */
export const ENDPOINTS_AT_MOST = 20;

/** Makes an endpoint. Its secret is in the answer and nowhere else that can be read. */
export async function createEndpoint(
  ctx: Ctx,
  as: As,
  input: NewEndpoint,
): Promise<WebhookEndpoint & { secret: string }> {
  const { orgId } = as;
  const url = judgedUrl(ctx, input.url);
  const id = ctx.newId('webhookEndpoint');
  const secret = makeSecret(input.randomBytes);
  const createdAt = ctx.now();
  const row = await ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    await refuseWithoutFeature(tx, orgId, 'webhooks');
    if ((await tx.webhookEndpoint.count({ where: { orgId } })) >= ENDPOINTS_AT_MOST) throw tooMany();
    const stored = await tx.webhookEndpoint.create({
      data: {
        ...{ orgId, id, url, description: input.description, events: [...input.events], status: 'active' },
        ...{ secret: sealed(ctx, { orgId, id }, 'secret', secret), createdBy: as.actor.id, createdAt },
      },
      select: SHOWN,
    });
    await audit(ctx, tx, as, {
      action: 'webhook.created',
      target: { kind: 'webhook', id },
      // Only where it leads: the rest of an address is often a secret itself.
      after: { origin: new URL(url).origin, events: input.events },
    });
    return stored;
  });
  return { ...endpointView(row, createdAt), secret };
}

const tooMany = () =>
  new ParleyError(
    'conflict',
    'too_many_webhooks',
    `An organisation has at most ${ENDPOINTS_AT_MOST} endpoints. Delete one that is not used any more.`,
  );
