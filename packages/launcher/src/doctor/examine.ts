import type { VariableEntry } from '../configuration/all-variables.ts';
import { heldOrganisations, NONE } from '../database/held-organisations.ts';
import { type LocatedDatabase, locateDatabase } from '../database/locate-database.ts';
import { configuredRoleUrls, madeRoleUrls, type RoleUrls } from '../database/role-urls.ts';
import { decideMode, type ModeDecision } from '../environment/decide-mode.ts';
import type { Environment } from '../environment/environment.ts';
import { hostOf, modeFactsOf } from '../environment/mode-facts.ts';
import { wantedPorts } from '../environment/ports.ts';
import type { Paths } from '../installation/paths.ts';
import { liveRun } from '../installation/run-file.ts';
import { keptSecrets } from '../installation/secrets.ts';
import { checkDatabase } from './database.ts';
import type { Section } from './finding.ts';
import { checkMachine } from './machine.ts';
import { checkProcesses } from './processes.ts';
import { checkQueue } from './queue.ts';
import { checkConfiguration, type ResolvedVariable } from './resolved-configuration.ts';
import { checkMode, checkServices } from './services.ts';

export type Examination = {
  paths: Paths;
  environment: Environment;
  variables: readonly VariableEntry[];
  resolved: readonly ResolvedVariable[];
};

export async function examine({ paths, environment, variables, resolved }: Examination): Promise<Section[]> {
  const host = hostOf(environment);
  const located = locateDatabase(environment, paths);
  const roleUrls = knownRoleUrls(environment, paths, located);
  const database = await checkDatabase(located, roleUrls);
  const isReady = database.every(({ state }) => state === 'ok');
  const [queue, processes, mode] = await Promise.all([
    checkQueue(environment, isReady ? roleUrls : null),
    checkProcesses({ run: liveRun(paths.run), host, wanted: wantedPorts(environment) }),
    modeNow(environment, roleUrls),
  ]);
  return [
    { title: 'This machine', findings: checkMachine(paths.root, environment) },
    { title: 'Database and queue', findings: [...database, queue] },
    { title: 'Processes', findings: processes },
    { title: 'Mode and services', findings: [checkMode(mode), ...checkServices(environment, variables)] },
    { title: 'Settings', findings: checkConfiguration(resolved) },
  ];
}

function knownRoleUrls(environment: Environment, paths: Paths, located: LocatedDatabase): RoleUrls | null {
  const configured = configuredRoleUrls(environment);
  if (configured) return configured;
  const passwords = keptSecrets(paths.secrets).rolePasswords;
  return located.kind === 'embedded, stopped' || !passwords ? null : madeRoleUrls(located.ownerUrl, passwords);
}

/** With the database stopped, or not yet made, it is not known what it holds. */
async function modeNow(environment: Environment, roleUrls: RoleUrls | null): Promise<ModeDecision> {
  const held = roleUrls ? await heldOrganisations(roleUrls.parley_engine).catch(() => NONE) : NONE;
  return decideMode(modeFactsOf(environment, held));
}
