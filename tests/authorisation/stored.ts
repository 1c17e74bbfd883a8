import type { Platform } from '../platform.ts';

/** Counted or stamped by the way: which limits are used, who is alive, when a key or a session was last used. */
const BY_THE_WAY = ['process', 'call_count'];

/** Everything that is stored, but for what is stamped by the way, and sessions that are over and may be swept. */
export async function stored(
  { database }: Pick<Platform, 'database'>,
  { butFor = [] }: { butFor?: readonly string[] } = {},
): Promise<Record<string, string>> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relkind in ('r', 'p') and not c.relispartition
       and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1)`,
    [[...BY_THE_WAY, ...butFor]],
  );
  const sums = rows.map(async ({ name }) => {
    const live = name === 'auth_session' ? 'where expires_at > now()' : '';
    const { rows: found } = await database.owner.query<{ sum: string }>(
      `select count(*) || ':' || coalesce(sum(hashtext((to_jsonb(t) - '{last_used_at,updated_at}'::text[])::text)), 0) as sum
       from "${name}" t ${live}`,
    );
    return [name, found[0]?.sum ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(sums));
}
