import type pg from 'pg';

const REASONS = `
  with me as (select oid, rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = any(coalesce($1::text[], array[session_user::text]))),
  relation as (
    select c.oid, c.oid::regclass::text as name, c.relkind, c.relowner, c.relrowsecurity and c.relforcerowsecurity as forced,
           coalesce('security_invoker=true' = any(c.reloptions) or 'security_invoker=on' = any(c.reloptions), false) as asks_as_me,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped) as has_org
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  ),
  mine as (
    select r.* from relation r
     where exists (select from me where has_table_privilege(me.oid, r.oid, 'insert, update, delete, select')
       or has_any_column_privilege(me.oid, r.oid, 'select, insert, update'))
  )
  select format('%s is superuser', rolname) as reason from me where rolsuper
  union all select format('%s may bypass row-level security', rolname) from me where rolbypassrls
  union all select format('%s may make roles', rolname) from me where rolcreaterole
  union all select format('%s owns %s', me.rolname, string_agg(r.name, ', ' order by r.name))
    from me join relation r on r.relowner = me.oid group by me.rolname
  union all select format('%s is a member of %s, which could', me.rolname, other.rolname)
    from me join pg_roles other on other.oid <> me.oid and not me.rolsuper and pg_has_role(me.oid, other.oid, 'member')
   where other.rolsuper or other.rolbypassrls or other.rolcreaterole or exists (select from relation where relowner = other.oid)
  union all select format('row-level security is not forced on %s', name) from mine where has_org and relkind in ('r', 'p') and not forced
  union all select format('%s reads past row-level security', name) from mine
   where has_org and (relkind = 'm' or (relkind = 'v' and not asks_as_me))
  union all select format('%s may truncate %s, which row-level security does not prevent', me.rolname, r.name)
    from me, relation r where has_org and not me.rolsuper and r.relowner <> me.oid and has_table_privilege(me.oid, r.oid, 'truncate')`;

/**
 * Why these roles, or the pool's own, could see rows of an organisation that they should not. A process with any reason does
 * not start.
 */
export async function bypassReasons(
  pool: Pick<pg.Pool, 'query'> | pg.ClientBase,
  roles: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await pool.query<{ reason: string }>(REASONS, [roles]);
  return rows.map((row) => row.reason);
}
