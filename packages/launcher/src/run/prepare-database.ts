import { heldOrganisations } from '../database/held-organisations.ts';
import type { Database } from '../database/open-database.ts';
import { configuredRoleUrls, madeRoleUrls, type RoleUrls } from '../database/role-urls.ts';
import { decideMode, type ModeDecision } from '../environment/decide-mode.ts';
import { modeFactsOf } from '../environment/mode-facts.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../terminal/phases.ts';
import type { House } from './house.ts';

export type PreparedDatabase = { roleUrls: RoleUrls; decision: ModeDecision };

/** Loaded while the server starts: the queue's library alone takes as long as that. */
export const loadSchemaWork = () => import('../database/prepare-schema.ts');

/** Tables and roles, and with them the mode: a database that holds a real organisation is never a demo's. */
export async function prepareDatabase(house: House, database: Database, say: Say): Promise<PreparedDatabase> {
  const { environment, secrets } = house;
  const configured = configuredRoleUrls(environment);
  const passwords = configured ? null : secrets.rolePasswords;
  const { prepareSchema } = await loadSchemaWork();
  await prepareSchema({ ownerUrl: database.ownerUrl, passwords, say });
  const roleUrls = configured ?? madeRoleUrls(database.ownerUrl, secrets.rolePasswords);
  const decision = decideMode(modeFactsOf(environment, await heldOrganisations(roleUrls.parley_engine)));
  if (decision.refusals.length > 0) throw new Refusal(decision.refusals.join('\n'));
  return { roleUrls, decision };
}
