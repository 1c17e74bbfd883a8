import { readEnvironment } from '../environment/environment.ts';
import { CHILD_NAMES } from '../environment/ports.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { runParley } from '../run/run-parley.ts';
import { openTerminal } from '../terminal/terminal.ts';

/*
 * `pnpm start` with a state folder of its own, so that a test stands beside a Parley that runs in this clone, and without
 * the dashboard, whose build takes longer than all else.
 */

const [state = ''] = process.argv.slice(2);
const environment = readEnvironment(state);

process.exitCode = await runParley({
  paths: pathsOf(repoRoot, state),
  environment,
  terminal: openTerminal(process.stdout, environment.all),
  watch: false,
  children: CHILD_NAMES.filter((name) => name !== 'web'),
});
