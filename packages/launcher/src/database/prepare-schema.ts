import { migrate } from '@parley/db/migrate/engine';
import { ensureRoles, type RolePasswords } from '@parley/db/roles/ensure-roles';
import { ROLE_NAMES } from '@parley/db/roles/role-names';
import { migrateQueue } from '@parley/queue/migrate';

/** Roles that ring or answer on the queue. */
export const QUEUE_ROLES = ['parley_engine'];

export type SchemaWork = {
  ownerUrl: string;
  /** Null when the roles' addresses are configured: whoever made the roles keeps their passwords. */
  passwords: RolePasswords | null;
  say: (line: string) => void;
};

/** Brings the database up to this code: tables, roles, queue. When nothing has changed, that is a few queries. */
export async function prepareSchema({ ownerUrl, passwords, say }: SchemaWork): Promise<void> {
  say('migrations');
  const applied = await migrate(ownerUrl);
  say('roles');
  if (passwords) await ensureRoles(ownerUrl, passwords);
  say('queue');
  await migrateQueue(ownerUrl, QUEUE_ROLES);
  const migrations = applied.length === 1 ? '1 migration applied' : `${applied.length} migrations applied`;
  say(`${applied.length > 0 ? migrations : 'up to date'}, ${ROLE_NAMES.length} roles, queue`);
}
