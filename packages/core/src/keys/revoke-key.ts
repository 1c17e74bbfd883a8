import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import { type ApiKey, KEY_COLUMNS, presentKey } from './present-key.ts';

/** Ends a key with effect on its next request. A second time changes nothing and says when it ended. */
export function revokeKey(ctx: Ctx, as: As, keyId: string): Promise<ApiKey> {
  return ctx.db.inOrg(as.orgId, async (tx) => {
    const mine = { orgId: as.orgId, id: keyId };
    const { count } = await tx.apiKey.updateMany({
      where: { ...mine, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    const key = await tx.apiKey.findUnique({ where: { orgId_id: mine }, select: KEY_COLUMNS });
    if (!key) throw new ParleyError('not_found', 'no_such_key', 'There is no such key. GET /v1/api-keys lists yours.');
    if (count === 1) {
      await audit(ctx, tx, as, {
        action: 'api_key.revoked',
        target: { kind: 'api_key', id: keyId },
        before: { revoked_at: null },
        after: { revoked_at: key.revokedAt?.toISOString() },
        detail: { name: key.name },
      });
      await notify(ctx, tx, as, { kind: 'api_key.revoked', facts: { key_id: keyId } });
    }
    return presentKey(key);
  });
}
