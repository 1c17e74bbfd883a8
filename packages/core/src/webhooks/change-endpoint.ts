import { isDeepStrictEqual } from 'node:util';
import type { OrgTx } from '@parley/db/client';
import type { WebhookEndpoint } from '@parley/shared/contract/webhooks';
import type { WebhookEventKind } from '@parley/shared/events';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { refuseWithoutFeature } from '../organisations/feature.ts';
import { failWaiting } from './fail-waiting.ts';
import { judgedUrl } from './judge-url.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { endpointView, SHOWN, type ShownRow } from './view.ts';

export type EndpointChange = {
  url?: string | undefined;
  description?: string | undefined;
  events?: WebhookEventKind[] | undefined;
  status?: WebhookEndpoint['status'] | undefined;
};

/** Changes what is given and differs. Switched on again, it begins with a clean slate; what failed can be replayed. */
export function changeEndpoint(ctx: Ctx, as: As, id: string, given: EndpointChange): Promise<WebhookEndpoint> {
  const { orgId } = as;
  const change = { ...given, ...(given.url !== undefined && { url: judgedUrl(ctx, given.url) }) };
  return ctx.db.inOrg(orgId, async (tx) => {
    const before = await lockEndpoint(tx, orgId, id);
    const changed = (['url', 'description', 'events', 'status'] as const).filter(
      (field) => change[field] !== undefined && !isDeepStrictEqual(change[field], before[field]),
    );
    if (changed.length === 0) return endpointView(before, ctx.now());
    if (changed.includes('status')) await switched(tx, orgId, id, change.status);
    const after = await tx.webhookEndpoint.update({
      where: { orgId_id: { orgId, id } },
      data: { ...change, ...(changed.includes('status') && standing(change.status)) },
      select: SHOWN,
    });
    await audit(ctx, tx, as, {
      action: 'webhook.changed',
      target: { kind: 'webhook', id },
      before: recorded(before),
      after: { ...recorded(after), changed },
    });
    return endpointView(after, ctx.now());
  });
}

const standing = (status: EndpointChange['status']) => ({
  disabledReason: status === 'disabled' ? 'by_hand' : null,
  failingSince: null,
});

const switched = (tx: OrgTx, orgId: string, id: string, status: EndpointChange['status']) =>
  status === 'active' ? refuseWithoutFeature(tx, orgId, 'webhooks') : failWaiting(tx, orgId, id);

/** Of an address only where it leads: the rest is often a secret itself. */
const recorded = ({ url, events, status }: ShownRow) => ({ origin: new URL(url).origin, events, status });
