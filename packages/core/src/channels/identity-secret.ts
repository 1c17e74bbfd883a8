import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { openSecret, sealSecret } from '../secrets/box.ts';
import { readChannelRow } from './view.ts';

const SECRET_BYTES = 32;
/** So long the site may still sign with the secret before. */
const BOTH_MS = 24 * 3_600_000;

type Row = { orgId: string; id: string };
type Column = 'secret' | 'previous_secret';

const placeOf = ({ orgId, id }: Row, column: Column) => ({ orgId, table: 'chat_identity', column, id });

/**
 * A new secret for the site to sign with who its visitors are: the first, or one beside which the one before is taken for
 * a day. It is in the answer and nowhere else that can be read.
 */
export const makeIdentitySecret = (
  ctx: Ctx,
  as: As,
  id: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<{ secret: string; previous_secret_until: string | null }> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const row = { orgId: as.orgId, id };
    await tx.$queryRaw`select 1 from channel where org_id = ${row.orgId} and id = ${id} for no key update`;
    refuseOthers((await readChannelRow(tx, as.orgId, id)).kind);
    const secret = Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url');
    const until = await keep(ctx, tx, row, secret);
    await audit(ctx, tx, as, {
      action: 'channel.identity_secret_made',
      target: { kind: 'channel', id },
      after: { previous_until: until?.toISOString() ?? null },
    });
    return { secret, previous_secret_until: until?.toISOString() ?? null };
  });

async function keep(ctx: Ctx, tx: OrgTx, row: Row, secret: string): Promise<Date | null> {
  const { secrets } = ctx;
  const before = await tx.chatIdentity.findUnique({ where: { orgId_id: row }, select: { secret: true } });
  const previousUntil = before && new Date(ctx.now().getTime() + BOTH_MS);
  const kept = {
    secret: sealSecret(secrets, placeOf(row, 'secret'), secret),
    previousSecret:
      before &&
      sealSecret(secrets, placeOf(row, 'previous_secret'), openSecret(secrets, placeOf(row, 'secret'), before.secret)),
    previousUntil,
    setAt: ctx.now(),
  };
  await tx.chatIdentity.upsert({ where: { orgId_id: row }, create: { ...row, ...kept }, update: kept });
  return previousUntil;
}

/** Nobody is identified any more; who was known stays known. */
export const dropIdentitySecret = (ctx: Ctx, as: As, id: string): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    await readChannelRow(tx, as.orgId, id);
    const { count } = await tx.chatIdentity.deleteMany({ where: { orgId: as.orgId, id } });
    if (count === 0) return;
    await audit(ctx, tx, as, { action: 'channel.identity_secret_dropped', target: { kind: 'channel', id } });
  });

/** With which secrets the site may have signed, as of now. */
export const identitySecrets = (ctx: Ctx, row: Row): Promise<string[]> =>
  ctx.db.inOrg(row.orgId, async (tx) => {
    const kept = await tx.chatIdentity.findUnique({ where: { orgId_id: row } });
    if (!kept) return [];
    const secrets = [openSecret(ctx.secrets, placeOf(row, 'secret'), kept.secret)];
    if (kept.previousSecret && kept.previousUntil && kept.previousUntil > ctx.now())
      secrets.push(openSecret(ctx.secrets, placeOf(row, 'previous_secret'), kept.previousSecret));
    return secrets;
  });

function refuseOthers(kind: string): void {
  if (kind === 'web_chat') return;
  throw new ParleyError(
    'invalid_request',
    'not_of_this_kind',
    'Only the visitors of a web chat are identified by a site. This channel is of another kind.',
  );
}
