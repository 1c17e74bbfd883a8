import { ParleyError } from '@parley/shared/errors';
import type { Scope } from '@parley/shared/roles';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import { hashOfSecret, hintOf, type KeyEnvironment, makeKeySecret } from './key-secret.ts';
import { type ApiKey, KEY_COLUMNS, presentKey } from './present-key.ts';

export type NewKey = {
  name: string;
  scopes: readonly Scope[];
  environment: KeyEnvironment;
  expiresAt: Date | null;
  randomBytes: (size: number) => Uint8Array;
};

/** Makes a key. Its secret is in the answer and nowhere else: only the hash is kept. */
export async function createKey(ctx: Ctx, as: As, input: NewKey): Promise<ApiKey & { secret: string }> {
  const createdAt = ctx.now();
  if (input.expiresAt && input.expiresAt <= createdAt) {
    throw new ParleyError('invalid_request', 'expiry_has_passed', '`expires_at` must lie in the future.', {
      param: 'expires_at',
    });
  }
  const { environment, expiresAt } = input;
  const id = ctx.newId('apiKey');
  const scopes = [...new Set(input.scopes)].sort();
  const secret = makeKeySecret(environment, input.randomBytes);
  const kept = { secretHash: hashOfSecret(secret), hint: hintOf(secret) };
  const key = await ctx.db.inOrg(as.orgId, async (tx) => {
    const row = { orgId: as.orgId, id, name: input.name, ...kept, scopes, environment, expiresAt };
    const stored = await tx.apiKey.create({
      data: { ...row, createdBy: as.actor.id, createdAt },
      select: KEY_COLUMNS,
    });
    await audit(ctx, tx, as, {
      action: 'api_key.created',
      target: { kind: 'api_key', id },
      after: { scopes, environment, expires_at: expiresAt?.toISOString() ?? null },
      detail: { name: input.name },
    });
    await notify(ctx, tx, as, { kind: 'api_key.created', facts: { key_id: id, environment, scopes } });
    return stored;
  });
  return { ...presentKey(key), secret };
}
