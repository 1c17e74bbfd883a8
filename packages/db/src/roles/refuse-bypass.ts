import { withClient } from '../postgres/with-client.ts';
import { bypassReasons } from './assert-cannot-bypass.ts';

/** A process does not start with a role that could read past row-level security. */
export async function refuseBypass(urls: readonly string[]): Promise<void> {
  const reasons = await Promise.all(urls.map((url) => withClient(url, (client) => bypassReasons(client))));
  const all = [...new Set(reasons.flat())];
  if (all.length === 0) return;
  throw new Error(
    `a database role could read every organisation: ${all.join('; ')}. Use the roles that \`pnpm db:roles\` makes.`,
  );
}
