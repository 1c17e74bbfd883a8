import type { WebhookEndpoint } from '@parley/shared/contract/webhooks';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { makeSecret, opened, sealed } from './secrets.ts';
import { endpointView, SHOWN } from './view.ts';

const BOTH_MS = 24 * 3_600_000;

/** A new secret; the one before signs as well for a day, so that the receiver changes over without missing anything. */
export const rotateSecret = (
  ctx: Ctx,
  as: As,
  id: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<WebhookEndpoint & { secret: string }> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const row = { orgId: as.orgId, id };
    await lockEndpoint(tx, as.orgId, id);
    const { secret: before } = await tx.webhookEndpoint.findUniqueOrThrow({
      where: { orgId_id: row },
      select: { secret: true },
    });
    const secret = makeSecret(randomBytes);
    const previousUntil = new Date(ctx.now().getTime() + BOTH_MS);
    const after = await tx.webhookEndpoint.update({
      where: { orgId_id: row },
      data: {
        secret: sealed(ctx, row, 'secret', secret),
        previousSecret: sealed(ctx, row, 'previous_secret', opened(ctx, row, 'secret', before)),
        previousUntil,
      },
      select: SHOWN,
    });
    await audit(ctx, tx, as, {
      action: 'webhook.secret_rotated',
      target: { kind: 'webhook', id },
      after: { previous_until: previousUntil.toISOString() },
    });
    return { ...endpointView(after, ctx.now()), secret };
  });
