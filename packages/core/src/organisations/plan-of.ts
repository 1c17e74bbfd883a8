import { isPlanName, type PlanName } from '@parley/shared/plans';

/** The plan named in an organisation's row; the database lets no other name in. */
export function planOf(name: string): PlanName {
  if (!isPlanName(name)) throw new Error(`no plan is called ${name}`);
  return name;
}
