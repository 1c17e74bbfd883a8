import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '@parley/db/migrate/engine';
import { removeEmbedded, startEmbedded } from '@parley/db/postgres/embedded';
import { ensureRoles } from '@parley/db/roles/ensure-roles';
import { ROLE_NAMES, type RoleName } from '@parley/db/roles/role-names';
import { migrateQueue } from '@parley/queue/migrate';
import { TEMPLATE_DATABASE } from '@parley/testkit/database';

/** One throw-away Postgres for a whole run of tests, with a migrated template that each test's database is copied from. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-test-'));
  // The server runs as another account when we are root, which a folder closed to others would keep out.
  await chmod(folder, 0o755);
  const server = await startEmbedded({
    dataDir: path.join(folder, 'pg'),
    durable: false,
    databases: [TEMPLATE_DATABASE],
  });
  const ownerUrl = server.ownerUrl(TEMPLATE_DATABASE);
  const passwords = Object.fromEntries(ROLE_NAMES.map((role) => [role, randomBytes(12).toString('hex')])) as Record<
    RoleName,
    string
  >;
  await migrate(ownerUrl);
  await ensureRoles(ownerUrl, passwords);
  await migrateQueue(ownerUrl, [...ROLE_NAMES]);
  // Test files run in processes of their own, which inherit this.
  process.env.PARLEY_TEST_POSTGRES = JSON.stringify({ ownerUrl: server.ownerUrl('postgres'), passwords });
  return async () => {
    await removeEmbedded(path.join(folder, 'pg'));
    await rm(folder, { recursive: true, force: true });
  };
}
