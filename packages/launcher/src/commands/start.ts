import { readEnvironment } from '../environment/environment.ts';
import { CHILD_NAMES } from '../environment/ports.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { runParley } from '../run/run-parley.ts';
import { openTerminal } from '../terminal/terminal.ts';

/** `pnpm start`, and with --watch `pnpm dev`. */
export function main(args: string[]): Promise<number> {
  const environment = readEnvironment(repoRoot);
  return runParley({
    paths: pathsOf(repoRoot),
    environment,
    terminal: openTerminal(process.stdout, environment.all),
    watch: args.includes('--watch'),
    children: CHILD_NAMES,
  });
}
