import type { Organisation } from '@parley/shared/contract/organisations';
import { FEATURES, type Feature } from '@parley/shared/plans';

export type OrganisationChange = Partial<
  Pick<
    Organisation,
    'name' | 'time_zone' | 'locale' | 'industry' | 'region' | 'billing_email' | 'alert_emails' | 'from_name'
  >
>;

/** Only what differs is sent: what someone else changed meanwhile stays as they left it. */
export function changesOf(now: Organisation, wanted: Required<OrganisationChange>): OrganisationChange {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name as keyof Organisation]),
  );
  return Object.fromEntries(changed);
}

/** One to a line, or between commas. */
export const addressesFrom = (text: string): string[] => text.split(/[\s,;]+/).filter((address) => address !== '');

export const orNull = (text: string): string | null => (text === '' ? null : text);

const FEATURE_NAME: Record<Feature, string> = {
  teams: 'Teams',
  webhooks: 'Webhooks',
  audit_export: 'Export of the record',
  voice: 'Voice',
  single_sign_on: 'Single sign-on',
};

export const featureName = (feature: Feature): string => FEATURE_NAME[feature];

/** In the order in which plans add them. */
export const featureNames = (features: readonly Feature[]): string[] =>
  FEATURES.filter((feature) => features.includes(feature)).map((feature) => FEATURE_NAME[feature]);

/** Why a feature is on or off. */
export function featureSource(
  { on, source, in_plan }: { on: boolean; source: 'plan' | 'organisation'; in_plan: boolean },
  plan: string,
): string {
  if (source === 'organisation') return on ? 'Given by whoever runs this installation' : 'Turned off here';
  return in_plan ? `Part of the ${plan} plan` : `Not part of the ${plan} plan`;
}
