import type { OrgTx } from '@parley/db/client';
import type { BusinessProfile } from '@parley/shared/business-profile';
import type { Organisation } from '@parley/shared/contract/organisations';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { organisationView, WITH_LOGO } from './view.ts';

/** What is begun in demo mode is a demo organisation: demo mode serves no real one, and production none of demo. */
export type NewOrganisation = { name: string; timeZone: string; isDemo: boolean };

const NOTHING_SAID_YET: BusinessProfile = { address: null, phone: null, openingHours: null };

/** Begins an organisation, with the person who asks as its owner. */
export async function createOrganisation(
  ctx: Pick<Ctx, 'db' | 'now' | 'newId' | 'auditKey' | 'live'>,
  { actor, ...from }: Omit<As, 'orgId'>,
  { name, timeZone, isDemo }: NewOrganisation,
): Promise<Organisation> {
  if (actor.kind !== 'user') throw new Error('only a person begins an organisation');
  const orgId = ctx.newId('organisation');
  const createdAt = ctx.now();
  return ctx.db.inOrg(orgId, async (tx) => {
    const slug = await insertUnderFreeSlug(tx, { id: orgId, name, timeZone, isDemo, createdAt });
    await tx.membership.create({ data: { orgId, userId: actor.id, role: 'owner', createdAt } });
    await audit(
      ctx,
      tx,
      { ...from, actor, orgId },
      {
        action: 'organisation.created',
        target: { kind: 'organisation', id: orgId },
        after: { time_zone: timeZone, owner: actor.id },
        detail: { name, slug },
      },
    );
    return organisationView(await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, include: WITH_LOGO }));
  });
}

type Beginning = NewOrganisation & { id: string; createdAt: Date };

/** The name's own slug where it is free; whether it is, the unique index answers, over all organisations. */
async function insertUnderFreeSlug(tx: OrgTx, row: Beginning): Promise<string> {
  const own = slugOf(row.name);
  const mark = row.id.slice(-8);
  for (const slug of own === '' ? [mark] : [own, `${own}-${mark}`]) {
    const { count } = await tx.organisation.createMany({
      data: [{ ...row, slug, profile: NOTHING_SAID_YET }],
      skipDuplicates: true,
    });
    if (count === 1) return slug;
  }
  throw new Error(`no free slug for ${row.id}`);
}

/** `Zoë’s Clinic` → `zoes-clinic`; empty for a name without Latin letters and digits. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
