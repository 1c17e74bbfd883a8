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

export type TemplateServer = {
  /** What `createTestDatabase` needs to know. */
  address: string;
  stop(): Promise<void>;
  /** As when the machine loses its server: nothing is written down first. */
  crash(): Promise<void>;
  /** After a stop: the same data on the same port. */
  restart(): Promise<void>;
  remove(): Promise<void>;
};

/** A throw-away Postgres with a migrated template that test databases are copied from. */
export async function startTemplateServer({ durable = false } = {}): Promise<TemplateServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-test-'));
  // The server runs as another account when we are root, which a folder closed to others would keep out.
  await chmod(folder, 0o755);
  const dataDir = path.join(folder, 'pg');
  let server = await startEmbedded({ dataDir, durable, databases: [TEMPLATE_DATABASE] });
  const ownerUrl = server.ownerUrl(TEMPLATE_DATABASE);
  const passwords = Object.fromEntries(ROLE_NAMES.map((role) => [role, randomBytes(12).toString('hex')])) as Record<
    RoleName,
    string
  >;
  await migrate(ownerUrl);
  await ensureRoles(ownerUrl, passwords);
  await migrateQueue(ownerUrl, [...ROLE_NAMES]);
  return {
    address: JSON.stringify({ ownerUrl: server.ownerUrl('postgres'), passwords }),
    stop: () => server.stop(),
    async crash() {
      process.kill(server.pid, 'SIGQUIT');
      // Finds nothing to stop once the crash is over.
      await server.stop();
    },
    async restart() {
      server = await startEmbedded({ dataDir, durable, port: server.port });
    },
    async remove() {
      await removeEmbedded(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
