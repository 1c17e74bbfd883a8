import { afterCommit, type OrgTx } from '@parley/db/client';
import type { Ctx } from '../ctx.ts';
import { hasFeature } from '../organisations/feature.ts';

type Told = { kind: string; facts: Record<string, unknown> };

/** Stores an event for every endpoint that wants to hear of it. Where none does, nothing is stored. */
export async function enqueueEvent(
  ctx: Pick<Ctx, 'now' | 'newId' | 'ring'>,
  tx: OrgTx,
  orgId: string,
  event: Told,
): Promise<void> {
  const endpoints = await tx.webhookEndpoint.findMany({
    where: { orgId, status: 'active', events: { has: event.kind } },
    select: { id: true },
  });
  if (endpoints.length === 0 || !(await hasFeature(tx, orgId, 'webhooks'))) return;
  await storeFor(
    ctx,
    tx,
    orgId,
    event,
    endpoints.map(({ id }) => id),
  );
}

/** Answers the ids of the deliveries, in the order of the endpoints. */
export async function storeFor(
  ctx: Pick<Ctx, 'now' | 'newId' | 'ring'>,
  tx: OrgTx,
  orgId: string,
  { kind, facts }: Told,
  endpointIds: readonly string[],
): Promise<string[]> {
  const eventId = ctx.newId('event');
  const at = ctx.now();
  await tx.webhookEvent.create({ data: { orgId, id: eventId, kind, facts: facts as object, at } });
  const ids = endpointIds.map(() => ctx.newId('webhookDelivery'));
  // Raw, because it is due by the database's clock.
  await tx.$executeRaw`
    insert into webhook_delivery (org_id, id, endpoint_id, event_id, state, due_at, created_at)
    select ${orgId}, d.id, d.endpoint_id, ${eventId}, 'pending', clock_now(), ${at}
    from unnest(${ids}::text[], ${endpointIds}::text[]) as d (id, endpoint_id)`;
  afterCommit(tx, () => ctx.ring('post.send'));
  return ids;
}
