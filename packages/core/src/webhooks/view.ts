import type { OrgTx } from '@parley/db/client';
import type { WebhookEndpoint } from '@parley/shared/contract/webhooks';
import { ParleyError } from '@parley/shared/errors';

/** What may be read of an endpoint: its secrets are not among it. */
export const SHOWN = {
  id: true,
  url: true,
  description: true,
  events: true,
  status: true,
  disabledReason: true,
  failingSince: true,
  previousUntil: true,
  createdBy: true,
  createdAt: true,
} as const;

export type ShownRow = {
  id: string;
  url: string;
  description: string;
  events: string[];
  status: string;
  disabledReason: string | null;
  failingSince: Date | null;
  previousUntil: Date | null;
  createdBy: string;
  createdAt: Date;
};

export const endpointView = (row: ShownRow, now: Date): WebhookEndpoint => ({
  id: row.id,
  url: row.url,
  description: row.description,
  events: row.events,
  status: row.status as WebhookEndpoint['status'],
  disabled_reason: row.disabledReason as WebhookEndpoint['disabled_reason'],
  failing_since: row.failingSince?.toISOString() ?? null,
  previous_secret_until: row.previousUntil && row.previousUntil > now ? row.previousUntil.toISOString() : null,
  created_by: row.createdBy,
  created_at: row.createdAt.toISOString(),
});

export async function readRow(tx: OrgTx, orgId: string, id: string): Promise<ShownRow> {
  const row = await tx.webhookEndpoint.findUnique({ where: { orgId_id: { orgId, id } }, select: SHOWN });
  if (!row) throw noSuchEndpoint();
  return row;
}

export const noSuchEndpoint = () =>
  new ParleyError('not_found', 'no_such_webhook', 'There is no such endpoint. GET /v1/webhooks lists yours.');

/** Where nothing is sent, nothing can be tried. */
export function refuseDisabled({ status }: { status: string }): void {
  if (status === 'active') return;
  throw new ParleyError(
    'conflict',
    'webhook_disabled',
    'This endpoint is switched off. Switch it on first: PATCH /v1/webhooks/:id with `status: "active"`.',
  );
}
