import type { OrgTx } from '@parley/db/client';
import type { Organisation } from '@parley/shared/contract/organisations';

export type OrganisationRow = Awaited<ReturnType<OrgTx['organisation']['findUniqueOrThrow']>>;

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
  created_at: row.createdAt.toISOString(),
});
