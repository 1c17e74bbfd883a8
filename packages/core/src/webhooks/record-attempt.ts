import type { WebhookOutcome } from '@parley/channels/webhooks/send-webhook';
import { afterCommit, type OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import type { DeliveryClaim } from './claim-deliveries.ts';
import { failWaiting } from './fail-waiting.ts';
import { retryPauseMs } from './retry-pause.ts';

export type Recorded = 'delivered' | 'again' | 'failed' | 'overtaken';

const GONE = 410;
/** Nothing has got through for so long: whoever runs the receiver has let it go. */
const GIVEN_UP_DAYS = 5;

/** Writes down what came of an attempt, and what follows. One that a later attempt has overtaken changes nothing. */
export function recordAttempt(
  ctx: Ctx,
  claim: DeliveryClaim,
  outcome: WebhookOutcome,
  chance: number,
): Promise<Recorded> {
  const { orgId, id, endpointId, attempt } = claim;
  const next = whatFollows(claim, outcome, chance);
  return ctx.db.inOrg(orgId, async (tx) => {
    if (!(await endAttempt(tx, claim, next))) return 'overtaken';
    const { at, durationMs, status, error, response } = outcome;
    await tx.webhookAttempt.create({
      data: { orgId, deliveryId: id, number: attempt, at, durationMs, status, error, response },
    });
    afterCommit(tx, () => ctx.live({ kind: 'changed', orgId, area: 'webhook' }));
    await tendEndpoint(ctx, tx, { orgId, endpointId, got: next.kind === 'delivered', gone: status === GONE });
    return next.kind;
  });
}

type Next = { kind: 'delivered' | 'failed' } | { kind: 'again'; pauseMs: number };

function whatFollows({ attempt, roundBegan }: DeliveryClaim, { status }: WebhookOutcome, chance: number): Next {
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  const pauseMs = status === GONE ? null : retryPauseMs(attempt - roundBegan, chance);
  return pauseMs === null ? { kind: 'failed' } : { kind: 'again', pauseMs };
}

async function endAttempt(tx: OrgTx, { orgId, id, attempt }: DeliveryClaim, next: Next): Promise<boolean> {
  const ended =
    next.kind === 'again'
      ? await tx.$executeRaw`
          update webhook_delivery set state = 'pending', due_at = clock_now() + ${next.pauseMs} * interval '1 millisecond'
          where org_id = ${orgId} and id = ${id} and state = 'sending' and attempts = ${attempt}`
      : await tx.$executeRaw`
          update webhook_delivery set state = ${next.kind}, due_at = null, ended_at = clock_now()
          where org_id = ${orgId} and id = ${id} and state = 'sending' and attempts = ${attempt}`;
  return ended === 1;
}

type Standing = { orgId: string; endpointId: string; got: boolean; gone: boolean };

async function tendEndpoint(ctx: Ctx, tx: OrgTx, { orgId, endpointId, got, gone }: Standing): Promise<void> {
  if (got) {
    await tx.webhookEndpoint.updateMany({
      where: { orgId, id: endpointId, failingSince: { not: null } },
      data: { failingSince: null },
    });
    return;
  }
  const [row] = await tx.$queryRaw<Array<{ givenUp: boolean }>>`
    update webhook_endpoint set failing_since = coalesce(failing_since, clock_now())
    where org_id = ${orgId} and id = ${endpointId} and status = 'active'
    returning failing_since <= clock_now() - ${GIVEN_UP_DAYS} * interval '1 day' as "givenUp"`;
  if (row && (gone || row.givenUp)) await disable(ctx, tx, { orgId, endpointId, reason: gone ? 'gone' : 'failing' });
}

async function disable(
  ctx: Ctx,
  tx: OrgTx,
  { orgId, endpointId, reason }: { orgId: string; endpointId: string; reason: 'gone' | 'failing' },
): Promise<void> {
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { orgId, id: endpointId, status: 'active' },
    data: { status: 'disabled', disabledReason: reason },
  });
  if (count === 0) return;
  await failWaiting(tx, orgId, endpointId);
  const as: As = { orgId, actor: { kind: 'system', id: 'webhooks' }, requestId: null, address: null };
  await audit(ctx, tx, as, {
    action: 'webhook.disabled',
    target: { kind: 'webhook', id: endpointId },
    after: { reason },
  });
  await notify(ctx, tx, as, { kind: 'webhook.disabled', facts: { endpoint_id: endpointId, reason } });
}
