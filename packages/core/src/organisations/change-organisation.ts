import { isDeepStrictEqual } from 'node:util';
import type { Organisation } from '@parley/shared/contract/organisations';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import { lockOrganisation } from './lock-organisation.ts';
import { organisationView, WITH_LOGO } from './view.ts';

type Changeable = Pick<
  Organisation,
  'name' | 'time_zone' | 'locale' | 'industry' | 'region' | 'billing_email' | 'alert_emails' | 'from_name'
>;
export type OrganisationChange = { [F in keyof Changeable]?: Changeable[F] | undefined };
type Field = keyof Changeable;

/** May name a person: it stands in the part of the record that erasure may empty. */
const PERSONAL: readonly Field[] = ['name', 'from_name', 'billing_email', 'alert_emails'];

/** Changes what is given and differs. What says the same again leaves no entry. */
export async function changeOrganisation(ctx: Ctx, as: As, change: OrganisationChange): Promise<Organisation> {
  return ctx.db.inOrg(as.orgId, async (tx) => {
    // Two changes at once must each record what they really replaced.
    await lockOrganisation(tx, as.orgId);
    const where = { id: as.orgId };
    const before = organisationView(await tx.organisation.findUniqueOrThrow({ where, include: WITH_LOGO }));
    const fields = (Object.keys(change) as Field[]).filter(
      (field) => change[field] !== undefined && !isDeepStrictEqual(change[field], before[field]),
    );
    if (fields.length === 0) return before;
    const after = organisationView(
      await tx.organisation.update({ where, data: columnsOf(change), include: WITH_LOGO }),
    );
    const open = fields.filter((field) => !PERSONAL.includes(field));
    const personal = fields.filter((field) => PERSONAL.includes(field));
    await audit(ctx, tx, as, {
      action: 'organisation.changed',
      target: { kind: 'organisation', id: as.orgId },
      before: only(before, open),
      after: { ...only(after, open), changed: fields },
      ...(personal.length > 0 && { detail: { before: only(before, personal), after: only(after, personal) } }),
    });
    await notify(ctx, tx, as, { kind: 'organisation.changed', facts: { fields } });
    return after;
  });
}

const columnsOf = (change: OrganisationChange) => ({
  name: change.name,
  timeZone: change.time_zone,
  locale: change.locale,
  industry: change.industry,
  region: change.region,
  billingEmail: change.billing_email,
  alertEmails: change.alert_emails,
  fromName: change.from_name,
});

const only = (view: Organisation, fields: readonly Field[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, view[field]]));
