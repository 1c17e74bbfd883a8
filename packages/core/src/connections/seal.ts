import type { Ctx } from '../ctx.ts';
import { openSecret, type SealedPlace, sealSecret } from '../secrets/box.ts';
import { hintOf } from './parts.ts';

const placeOf = (orgId: string, id: string): SealedPlace => ({ orgId, table: 'connection', column: 'secret', id });

export type SecretColumns = { secret: string | null; secretHint: string | null; secretSetAt: Date | null };

export const NO_SECRET: SecretColumns = { secret: null, secretHint: null, secretSetAt: null };

/** A secret as the row keeps it. */
export const sealed = (
  ctx: Pick<Ctx, 'secrets' | 'now'>,
  row: { orgId: string; id: string },
  secret: Record<string, string>,
): SecretColumns => ({
  secret: sealSecret(ctx.secrets, placeOf(row.orgId, row.id), JSON.stringify(secret)),
  secretHint: hintOf(secret),
  secretSetAt: ctx.now(),
});

export const opened = (
  ctx: Pick<Ctx, 'secrets'>,
  row: { orgId: string; id: string; secret: string },
): Record<string, string> =>
  JSON.parse(openSecret(ctx.secrets, placeOf(row.orgId, row.id), row.secret)) as Record<string, string>;
