import pg from 'pg';
import { withClient } from '../postgres/with-client.ts';
import { ROLE_NAMES, type RoleName } from './role-names.ts';
import { scramVerifier } from './scram-verifier.ts';

export type RolePasswords = Record<RoleName, string>;

/** Attributes that no role of ours may have, as pg_roles calls them, and how each is taken away. */
const FORBIDDEN = {
  rolsuper: 'nosuperuser',
  rolcreatedb: 'nocreatedb',
  rolcreaterole: 'nocreaterole',
  rolreplication: 'noreplication',
  rolbypassrls: 'nobypassrls',
} as const;

const ATTEMPTS = 10;
const REFUSED_LOGIN = new Set(['28P01', '28000']); // wrong password; none set, or not let in by it
const OVERTAKEN = new Set(['42710', '23505', 'XX000']); // it exists, it exists just now, "tuple concurrently updated"

type Attribute = keyof typeof FORBIDDEN;
type RoleRow = { rolcanlogin: boolean } & Record<Attribute, boolean>;

/**
 * Makes the roles able to log in to this database, and nobody else but the owner. Says nothing to the server that already
 * holds: it costs little at every start, and an owner who may not change roles can have an administrator make them.
 *
 * Roles belong to the whole server: two Parley databases on one server share them, and so must share their passwords,
 * or each start would lock the other one's processes out.
 */
export async function ensureRoles(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  await withClient(ownerUrl, (owner) =>
    againWhenOvertaken(async () => {
      for (const role of ROLE_NAMES) await ensureAttributes(owner, role);
      await ensureConnect(owner);
      for (const role of ROLE_NAMES)
        await ensurePassword(owner, roleUrl(ownerUrl, role, passwords[role]), role, passwords[role]);
    }),
  );
}

/** The owner's address, with a role in the owner's place. */
export function roleUrl(ownerUrl: string, role: RoleName, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  // An address without a host takes no name, and would silently go on being the owner's.
  if (url.username !== role)
    throw new Error('The address of the database names no host, so no other role can be put into it.');
  return url.href;
}

async function ensureAttributes(owner: pg.Client, role: RoleName): Promise<void> {
  const found = await readRole(owner, role);
  if (!found) {
    await owner.query(`create role ${role} login`);
    return;
  }
  // Only what is wrong is named: without being superuser one may not even say "nosuperuser".
  const wrong = (Object.keys(FORBIDDEN) as Attribute[]).filter((attribute) => found[attribute]);
  const changes = [...wrong.map((attribute) => FORBIDDEN[attribute]), ...(found.rolcanlogin ? [] : ['login'])];
  if (changes.length > 0) await owner.query(`alter role ${role} ${changes.join(' ')}`);
}

async function readRole(owner: pg.Client, role: RoleName): Promise<RoleRow | undefined> {
  const columns = ['rolcanlogin', ...Object.keys(FORBIDDEN)].join(', ');
  const { rows } = await owner.query<RoleRow>(`select ${columns} from pg_roles where rolname = $1`, [role]);
  return rows[0];
}

/** CONNECT for the roles themselves, before PUBLIC loses it. */
async function ensureConnect(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ database: string; allowed: string[] }>(
    `select datname as database,
            array(select case when grantee = 0 then 'public' else grantee::regrole::text end
                    from aclexplode(coalesce(datacl, acldefault('d', datdba))) where privilege_type = 'CONNECT') as allowed
       from pg_database where datname = current_database()`,
  );
  for (const { database, allowed } of rows) {
    const name = pg.escapeIdentifier(database);
    const lacking = ROLE_NAMES.filter((role) => !allowed.includes(role));
    if (lacking.length > 0) await owner.query(`grant connect on database ${name} to ${lacking.join(', ')}`);
    if (allowed.includes('public')) await owner.query(`revoke all on database ${name} from public`);
  }
}

/** Tried before it is set: what counts is that the processes will get in. */
async function ensurePassword(owner: pg.Client, url: string, role: RoleName, password: string): Promise<void> {
  if (await logsIn(url)) return;
  await owner.query(`alter role ${role} password '${scramVerifier(password)}'`);
}

async function logsIn(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => {});
    return true;
  } catch (error) {
    if (REFUSED_LOGIN.has(codeOf(error))) return false;
    throw error;
  }
}

/** Several processes may do this at once, in several databases: who is overtaken looks again at what is left to do. */
async function againWhenOvertaken(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !OVERTAKEN.has(codeOf(error))) throw error;
    }
  }
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? '';
