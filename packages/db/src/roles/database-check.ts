import type { Queryable } from '../pools.ts';
import { bypassReasons } from './assert-cannot-bypass.ts';

export type DatabaseCheck = { name: string; ok: boolean; detail: string };

const FRESH_MS = 10_000;

/**
 * Whether a pool's database answers, and the roles at these addresses are bounded by row-level security; the roles are
 * looked at now and then.
 */
export function createDatabaseCheck(
  pool: Queryable,
  variable: string,
  urls: readonly string[],
): () => Promise<DatabaseCheck> {
  const roles = urls.map((url) => decodeURIComponent(new URL(url).username));
  const name = 'database';
  let latest: { at: number; check: DatabaseCheck } | null = null;
  return async () => {
    try {
      if (latest?.check.ok && performance.now() - latest.at < FRESH_MS) {
        await pool.query('select 1');
        return latest.check;
      }
      latest = { at: performance.now(), check: { name, ...verdictOn(await bypassReasons(pool, roles)) } };
      return latest.check;
    } catch (error) {
      return {
        name,
        ok: false,
        detail: `Does not answer (${(error as Error).message}). Check the server and ${variable}.`,
      };
    }
  };
}

const verdictOn = (reasons: readonly string[]) =>
  reasons.length === 0
    ? { ok: true, detail: 'answers, under row-level security' }
    : {
        ok: false,
        detail: `The role could read every organisation: ${reasons.join('; ')}. Use the roles that \`pnpm db:roles\` makes.`,
      };
