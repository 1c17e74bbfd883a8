import type { OrgTx } from '@parley/db/client';
import type { Organisation } from '@parley/shared/contract/organisations';

/** Its logo is read by its digest alone: the picture has an address of its own. */
export const WITH_LOGO = { logo: { select: { digest: true } } } as const;

export type OrganisationRow = Awaited<ReturnType<OrgTx['organisation']['findUniqueOrThrow']>> & {
  logo: { digest: string } | null;
};

export const logoUrl = (orgId: string, digest: string | null | undefined): string | null =>
  digest ? `/v1/logos/${orgId}/${digest}` : null;

export const organisationView = (row: OrganisationRow): Organisation => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  time_zone: row.timeZone,
  locale: row.locale,
  industry: row.industry,
  region: row.region,
  billing_email: row.billingEmail,
  alert_emails: row.alertEmails,
  from_name: row.fromName,
  plan: row.plan,
  is_demo: row.isDemo,
  logo_url: logoUrl(row.id, row.logo?.digest),
  created_at: row.createdAt.toISOString(),
});
