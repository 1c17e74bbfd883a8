import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/** A person with a password, as the command line makes one; sign-up writes the same rows. For the role `parley_auth`. */
export type NewPerson = { id: string; accountId: string; name: string; email: string; passwordHash: string };

const put = statement<{ id: string }>(
  'put_person',
  `with person as (
    insert into auth_user (id, name, email, email_verified) values ($1, $3, lower($4), true)
    on conflict (email) do nothing
    returning id
  ), account as (
    insert into auth_account (id, user_id, account_id, provider_id, password)
    select $2, id, id, 'credential', $5 from person
  )
  select id from person`,
);

const passwordOf = statement<{ password: string }>(
  'password_of_person',
  `select a.password from auth_account a join auth_user u on u.id = a.user_id
  where u.id = $1 and a.provider_id = 'credential'`,
);

const withPassword = statement<{ found: boolean }>(
  'person_has_password',
  `select exists (
    select from auth_account where user_id = $1 and provider_id = 'credential' and password is not null
  ) as found`,
);

const setPassword = statement<never>(
  'set_password_of_person',
  `update auth_account set password = $2, updated_at = now() where user_id = $1 and provider_id = 'credential'`,
);

/** False when someone has that address already; nothing is changed then. */
export async function insertPerson(db: Queryable, person: NewPerson): Promise<boolean> {
  const { id, accountId, name, email, passwordHash } = person;
  const rows = await put(db, [id, accountId, name, email, passwordHash]);
  return rows.length === 1;
}

export async function findPasswordHash(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await passwordOf(db, [userId]);
  return row?.password ?? null;
}

/** Whether they have one, without reading it. */
export async function hasPassword(db: Queryable, userId: string): Promise<boolean> {
  const [row] = await withPassword(db, [userId]);
  return row?.found === true;
}

export async function setPasswordHash(db: Queryable, userId: string, passwordHash: string): Promise<void> {
  await setPassword(db, [userId, passwordHash]);
}
