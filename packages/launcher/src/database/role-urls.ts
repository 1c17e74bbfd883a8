import { roleUrl } from '@parley/db/roles/ensure-roles';
import { ROLE_NAMES, type RoleName } from '@parley/db/roles/role-names';
import type { Environment } from '../environment/environment.ts';
import { Refusal } from '../refusal.ts';

export type RoleUrls = Record<RoleName, string>;

export const ROLE_VARIABLES: Record<RoleName, string> = {
  parley_app: 'DATABASE_APP_URL',
  parley_engine: 'DATABASE_ENGINE_URL',
  parley_auth: 'DATABASE_AUTH_URL',
  parley_slackbot: 'DATABASE_SLACKBOT_URL',
};

/** The four addresses as configured; null when none is, so that the launcher makes them. */
export function configuredRoleUrls(environment: Environment): RoleUrls | null {
  const given = ROLE_NAMES.filter((role) => environment.read(ROLE_VARIABLES[role]));
  if (given.length === 0) return null;
  const missing = ROLE_NAMES.filter((role) => !given.includes(role)).map((role) => ROLE_VARIABLES[role]);
  if (!environment.read('DATABASE_URL')) missing.push('DATABASE_URL');
  if (missing.length > 0) {
    throw new Refusal(
      `${given.map((role) => ROLE_VARIABLES[role]).join(', ')} set, but not ${missing.join(', ')}. Set all of them (pnpm db:roles prints them), or DATABASE_URL alone.`,
    );
  }
  return Object.fromEntries(ROLE_NAMES.map((role) => [role, environment.read(ROLE_VARIABLES[role])])) as RoleUrls;
}

export const madeRoleUrls = (ownerUrl: string, passwords: Record<RoleName, string>): RoleUrls =>
  Object.fromEntries(ROLE_NAMES.map((role) => [role, roleUrl(ownerUrl, role, passwords[role])])) as RoleUrls;
