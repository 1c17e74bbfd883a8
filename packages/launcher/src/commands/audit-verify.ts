import { parseArgs } from 'node:util';
import type { Head } from '@parley/core/audit/examine-chain';
import { deriveKey } from '@parley/service/derive-key';
import { verifyChains } from '../audit/verify-chains.ts';
import { configuredRoleUrls, madeRoleUrls, type RoleUrls } from '../database/role-urls.ts';
import { withDatabase } from '../database/with-database.ts';
import { type Environment, readEnvironment } from '../environment/environment.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { type InstallationSecrets, keptSecrets } from '../installation/secrets.ts';
import { Refusal } from '../refusal.ts';

const USAGE = 'pnpm audit:verify [--org org_…] [--expect <number>:<hash>, with --org]';

/** `pnpm audit:verify`: recomputes the record of who did what. Exit code 1 when something is wrong with it. */
export async function main(args: string[]): Promise<number> {
  const { orgId, expect } = optionsOf(args);
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const kept = keptSecrets(paths.secrets);
  const secret = environment.read('PARLEY_SECRET') ?? kept.parleySecret;
  const roleUrls = roleUrlsOf(environment, kept);
  const whole = await withDatabase(environment, paths, (ownerUrl) =>
    verifyChains({
      engineUrl: roleUrls(ownerUrl).parley_engine,
      key: secret ? deriveKey(secret, 'parley/audit') : null,
      orgId,
      expect,
      say: (line) => console.log(line),
    }),
  );
  return whole ? 0 : 1;
}

/** Known before the database is started: a folder in which Parley never ran gets none. */
function roleUrlsOf(
  environment: Environment,
  { rolePasswords }: Partial<InstallationSecrets>,
): (ownerUrl: string) => RoleUrls {
  const configured = configuredRoleUrls(environment);
  if (configured) return () => configured;
  if (!rolePasswords) throw new Refusal('Parley has not run here yet, so there is no record to verify.');
  return (ownerUrl) => madeRoleUrls(ownerUrl, rolePasswords);
}

function optionsOf(args: string[]): { orgId: string | null; expect: Head | null } {
  const { org, expect } = parsed(args);
  if (expect === undefined) return { orgId: org ?? null, expect: null };
  const [, number, hash] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(expect) ?? [];
  if (org === undefined || number === undefined || hash === undefined) {
    throw new Refusal(`--expect takes a head such as a seal’s log line or an export names it. Usage: ${USAGE}`);
  }
  return { orgId: org, expect: { number: Number(number), hash } };
}

function parsed(args: string[]): { org?: string | undefined; expect?: string | undefined } {
  try {
    return parseArgs({ args, options: { org: { type: 'string' }, expect: { type: 'string' } } }).values;
  } catch (error) {
    throw new Refusal(`${(error as Error).message} Usage: ${USAGE}`);
  }
}
