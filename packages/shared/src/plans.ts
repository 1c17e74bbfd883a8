export const FEATURES = ['teams', 'webhooks', 'audit_export', 'voice', 'single_sign_on'] as const;
export type Feature = (typeof FEATURES)[number];

export type Plan = {
  title: string;
  /** Members and open invitations together: a letter that is on its way holds a seat. */
  seats: number;
  agents: number;
  features: readonly Feature[];
};

/** What an organisation may have, by the name in its row. */
export const PLANS = {
  starter: { title: 'Starter', seats: 10, agents: 5, features: ['teams'] },
  growth: { title: 'Growth', seats: 50, agents: 25, features: ['teams', 'webhooks', 'audit_export', 'voice'] },
  scale: { title: 'Scale', seats: 500, agents: 250, features: FEATURES },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;
export const PLAN_NAMES = Object.keys(PLANS) as [PlanName, ...PlanName[]];

export const isPlanName = (name: string): name is PlanName => Object.hasOwn(PLANS, name);

/** The plan's features, as an organisation's own flags change them. A flag that names no feature changes nothing. */
export const featuresOf = (plan: PlanName, flags: Readonly<Record<string, unknown>>): Feature[] => {
  const given: readonly Feature[] = PLANS[plan].features;
  return FEATURES.filter((feature) => (typeof flags[feature] === 'boolean' ? flags[feature] : given.includes(feature)));
};
