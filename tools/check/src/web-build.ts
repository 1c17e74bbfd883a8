import { openStamp } from '@parley/launcher/installation/stamps';
import { webDigest } from '@parley/launcher/web-build/web-digest';
import { type Ran, runCommand } from './run-command.ts';

/** The dashboard as `pnpm start` serves it, for the browser tests; built only when its sources have changed. */
export async function buildWebIfChanged(): Promise<Ran> {
  const stamp = openStamp('apps/web/.next/parley-stamp');
  const digest = webDigest(process.cwd());
  if (stamp.isFresh(digest)) return { ok: true, output: '', ms: 0 };
  stamp.clear();
  const built = await runCommand({ command: 'node_modules/.bin/node', args: ['apps/web/src/build.ts'] });
  if (built.ok) stamp.set(digest);
  return built;
}
