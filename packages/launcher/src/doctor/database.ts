import { assertDirectConnection } from '@parley/db/liveness/direct-connection';
import { migrationStatus } from '@parley/db/migrate/engine';
import { problemIn } from '@parley/db/migrate/migration-error';
import { findBinaries } from '@parley/db/postgres/find-binaries';
import { withClient } from '@parley/db/postgres/with-client';
import { bypassReasons } from '@parley/db/roles/assert-cannot-bypass';
import type { RoleName } from '@parley/db/roles/role-names';
import type { LocatedDatabase } from '../database/locate-database.ts';
import { OLDEST_POSTGRES, placeOf, serverVersion } from '../database/open-database.ts';
import type { RoleUrls } from '../database/role-urls.ts';
import { type Finding, fail, note, ok, warn } from './finding.ts';

/** `roleUrls` is null while there is nothing to make them of: before the first start, or with the database stopped. */
export async function checkDatabase(located: LocatedDatabase, roleUrls: RoleUrls | null): Promise<Finding[]> {
  const server = await checkServer(located);
  if (located.kind === 'embedded, stopped' || server.state === 'fail') return [server];
  const migrations = await checkMigrations(located.ownerUrl);
  if (!roleUrls || migrations.state !== 'ok') return [server, migrations];
  return [server, migrations, await checkRoles(roleUrls), await checkDirectness(roleUrls.parley_engine)];
}

async function checkServer(located: LocatedDatabase): Promise<Finding> {
  if (located.kind === 'embedded, stopped') return checkBinaries();
  const place = placeOf(located.ownerUrl);
  try {
    const version = await serverVersion(located.ownerUrl);
    const text = `${version}, ${located.kind === 'own' ? 'your own' : 'embedded'}, at ${place}`;
    if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return ok('Postgres', text);
    return fail('Postgres', text, `Parley needs Postgres ${OLDEST_POSTGRES} or newer.`);
  } catch (error) {
    const advice = 'Start it, or correct DATABASE_URL; without DATABASE_URL an embedded one is used.';
    return fail('Postgres', `${place} does not answer: ${(error as Error).message}`, advice);
  }
}

function checkBinaries(): Finding {
  try {
    return note('Postgres', `embedded ${findBinaries().version}, not running`, 'It starts with: pnpm start');
  } catch (error) {
    const [why, ...advice] = (error as Error).message.split('\n');
    return fail('Postgres', why ?? '', advice.join(' '));
  }
}

async function checkMigrations(ownerUrl: string): Promise<Finding> {
  const status = await migrationStatus(ownerUrl);
  const problem = problemIn(status);
  if (problem) {
    const [what, ...advice] = problem.message.split('\n');
    return fail('Migrations', what ?? '', advice.join(' '));
  }
  if (status.pending.length === 0) return ok('Migrations', `${status.applied.length} applied, none pending`);
  return warn('Migrations', `pending: ${status.pending.join(', ')}`, 'pnpm start applies them, or: pnpm db:migrate');
}

async function checkRoles(roleUrls: RoleUrls): Promise<Finding> {
  const names = Object.keys(roleUrls) as RoleName[];
  const problems = await Promise.all(names.map((role) => problemOf(role, roleUrls[role])));
  const found = problems.filter((problem) => problem !== null);
  if (found.length === 0) return ok('Roles', `${names.join(', ')}: under row-level security`);
  return fail('Roles', found.join('; '), 'pnpm db:roles sets them right.');
}

async function problemOf(role: RoleName, url: string): Promise<string | null> {
  try {
    const reasons = await withClient(url, (client) => bypassReasons(client));
    return reasons.length > 0 ? `${role} could read every organisation (${reasons.join(', ')})` : null;
  } catch (error) {
    return `${role} cannot log in (${(error as Error).message})`;
  }
}

async function checkDirectness(url: string): Promise<Finding> {
  try {
    await assertDirectConnection(url);
    return ok('Connection', 'direct, as the proof of life needs it');
  } catch (error) {
    return fail('Connection', (error as Error).message, 'Give the address of Postgres itself, not of the pooler.');
  }
}
