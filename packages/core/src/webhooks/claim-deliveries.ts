import { claimDeliveries as claim, type DeliveryClaim } from '@parley/db/post/claim-deliveries';
import type { Ctx } from '../ctx.ts';
import { hasFeature } from '../organisations/feature.ts';
import { bodyOf } from './body.ts';
import { opened } from './secrets.ts';

export type { DeliveryClaim };

/** Far longer than a receiver is waited for: who has not recorded an attempt by then is dead. */
const LEASE_MS = 60_000;
/** A receiver that hangs keeps this many slots of the whole installation, and no more. */
const PER_ENDPOINT = 2;

export const claimDeliveries = (ctx: Pick<Ctx, 'hot'>, limit: number): Promise<DeliveryClaim[]> =>
  claim(ctx.hot, { limit, perEndpoint: PER_ENDPOINT, leaseMs: LEASE_MS });

export type Parcel = { id: string; url: string; body: string; secrets: string[] };

/** What is to be sent and where to, as the endpoint is now; null when it was deleted or switched off meanwhile, or the plan has no webhooks. */
export const openParcel = (
  ctx: Pick<Ctx, 'db' | 'secrets' | 'now'>,
  { orgId, endpointId, eventId }: DeliveryClaim,
): Promise<Parcel | null> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const endpoint = await tx.webhookEndpoint.findUnique({ where: { orgId_id: { orgId, id: endpointId } } });
    const event = await tx.webhookEvent.findUnique({ where: { orgId_id: { orgId, id: eventId } } });
    if (!event || endpoint?.status !== 'active' || !(await hasFeature(tx, orgId, 'webhooks'))) return null;
    const { previousSecret, previousUntil } = endpoint;
    const secrets = [opened(ctx, endpoint, 'secret', endpoint.secret)];
    if (previousSecret && previousUntil && previousUntil > ctx.now()) {
      secrets.push(opened(ctx, endpoint, 'previous_secret', previousSecret));
    }
    return { id: eventId, url: endpoint.url, body: bodyOf(event), secrets };
  });
