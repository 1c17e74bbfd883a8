import type { OrgTx } from '@parley/db/client';
import type { WebhookDelivery, WebhookDeliveryDetail } from '@parley/shared/contract/webhooks';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { bodyOf } from './body.ts';
import { readRow } from './view.ts';

type State = WebhookDelivery['state'];

const WITH_LAST = { event: true, log: { orderBy: { number: 'desc' }, take: 1 } } as const;
type Row = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

const findDelivery = (tx: OrgTx, where: { orgId: string; id: string }) =>
  tx.webhookDelivery.findUnique({ where: { orgId_id: where }, include: WITH_LAST });

const deliveryView = (row: Row): WebhookDelivery => ({
  id: row.id,
  event_id: row.eventId,
  event: row.event.kind,
  state: row.state as State,
  attempts: row.attempts,
  next_attempt_at: row.state === 'pending' ? (row.dueAt?.toISOString() ?? null) : null,
  last_status: row.log[0]?.status ?? null,
  last_error: row.log[0]?.error ?? null,
  created_at: row.createdAt.toISOString(),
  ended_at: row.endedAt?.toISOString() ?? null,
});

/** What was sent to an endpoint, and is to be sent, newest first. */
export async function listDeliveries(
  ctx: Ctx,
  { orgId }: As,
  endpointId: string,
  { limit, starting_after, state }: PageQuery & { state?: State | undefined },
): Promise<Page<WebhookDelivery>> {
  const after = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, async (tx) => {
    await readRow(tx, orgId, endpointId);
    return tx.webhookDelivery.findMany({
      where: { orgId, endpointId, ...(state && { state }), ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: WITH_LAST,
    });
  });
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: deliveryView });
}

/** One that belongs to that endpoint. */
export async function readDeliveryOf(
  tx: OrgTx,
  { orgId, endpointId, id }: { orgId: string; endpointId: string; id: string },
): Promise<WebhookDelivery> {
  const row = await findDelivery(tx, { orgId, id });
  if (!row || row.endpointId !== endpointId) throw noSuchDelivery();
  return deliveryView(row);
}

export const readDelivery = (ctx: Ctx, { orgId }: As, endpointId: string, id: string): Promise<WebhookDeliveryDetail> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const shown = await readDeliveryOf(tx, { orgId, endpointId, id });
    const event = await tx.webhookEvent.findUniqueOrThrow({ where: { orgId_id: { orgId, id: shown.event_id } } });
    const log = await tx.webhookAttempt.findMany({ where: { orgId, deliveryId: id }, orderBy: { number: 'desc' } });
    return {
      ...shown,
      body: bodyOf(event),
      log: log.map((attempt) => ({
        number: attempt.number,
        at: attempt.at.toISOString(),
        duration_ms: attempt.durationMs,
        status: attempt.status,
        error: attempt.error,
        response: attempt.response,
      })),
    };
  });

const noSuchDelivery = () =>
  new ParleyError(
    'not_found',
    'no_such_delivery',
    'This endpoint has no such delivery. GET /v1/webhooks/:id/deliveries lists them.',
  );
