import { createHash } from 'node:crypto';
import type { OrgTx } from '@parley/db/client';
import type { Organisation } from '@parley/shared/contract/organisations';
import { ParleyError } from '@parley/shared/errors';
import { LOGO_LIMITS } from '@parley/shared/logo-limits';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockOrganisation } from './lock-organisation.ts';
import { type Image, readImage } from './read-image.ts';
import { organisationView, WITH_LOGO } from './view.ts';

/** The picture shown for the organisation; null takes it away. */
export function changeLogo(ctx: Ctx, as: As, bytes: Buffer | null): Promise<Organisation> {
  const image = bytes && acceptable(bytes);
  const digest = bytes && createHash('sha256').update(bytes).digest('hex');
  const { orgId } = as;
  return ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    const before = await tx.organisationLogo.findUnique({ where: { orgId }, select: { digest: true } });
    if (before?.digest !== (digest ?? undefined)) {
      await tx.organisationLogo.deleteMany({ where: { orgId } });
      if (bytes && image && digest) await insert(ctx, tx, orgId, { bytes, image, digest });
      await audit(ctx, tx, as, {
        action: bytes ? 'organisation.logo_changed' : 'organisation.logo_removed',
        target: { kind: 'organisation', id: orgId },
        before: { digest: before?.digest ?? null },
        after: { digest },
      });
    }
    return organisationView(await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, include: WITH_LOGO }));
  });
}

type Logo = { bytes: Buffer; image: Image; digest: string };

const insert = (ctx: Ctx, tx: OrgTx, orgId: string, { bytes, image, digest }: Logo) =>
  tx.organisationLogo.create({
    data: { orgId, digest, contentType: image.type, bytes: Uint8Array.from(bytes), createdAt: ctx.now() },
  });

function acceptable(bytes: Buffer): Image {
  const { maxBytes, minSide, maxSide } = LOGO_LIMITS;
  const image = bytes.length > maxBytes ? null : readImage(bytes);
  if (!image)
    throw unusable(`Send a PNG, JPEG or WebP of ${maxBytes / 1024} kB at most. Drawings (SVG) are not taken.`);
  const sides = [image.width, image.height];
  if (Math.min(...sides) < minSide || Math.max(...sides) > maxSide) {
    throw unusable(`It is ${image.width} × ${image.height} pixels; each side has ${minSide} to ${maxSide}.`);
  }
  return image;
}

const unusable = (words: string) =>
  new ParleyError('invalid_request', 'logo_unusable', `This picture cannot be used. ${words}`, { param: 'image' });
