// Runs under any Node that can parse it, and decides which Node runs the rest. The commands themselves are TypeScript,
// which Node 24 runs as it is; on Linux the lockfile brings that Node into node_modules/.bin.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const OLDEST = [20, 19];
const NEEDED = 24;

/** Runs `src/commands/<command>.ts` under Node 24, with this script's arguments. */
export async function run(command) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return refuse(`Parley needs Node ${OLDEST.join('.')} or newer to start; this is ${process.version}.`);
  }
  if (!existsSync(join(root, 'node_modules/@parley/launcher'))) {
    return refuse('The dependencies are not installed yet. Run: npx -y pnpm@12 install');
  }
  if (major === NEEDED) return runHere(command);

  const pinned = join(root, 'node_modules/.bin/node');
  if (existsSync(pinned)) return runUnder(pinned);
  if (major > NEEDED) return runHere(command);
  return refuse(`Parley runs on Node ${NEEDED}; this is ${process.version}, and none came with the dependencies.
On Linux, bring it with: npx -y pnpm@12 install
Elsewhere, install Node ${NEEDED} (https://nodejs.org) and try again.`);
}

async function runHere(command) {
  module.enableCompileCache?.(join(root, '.parley/cache/node'));
  const { runCommand } = await import(new URL('./src/run-command.ts', import.meta.url).href);
  process.exitCode = await runCommand(command, process.argv.slice(2));
}

/** The IPC channel tells the command when this process is gone, however it went. */
function runUnder(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
      resolve();
    });
  });
}

function refuse(message) {
  console.error(message);
  process.exitCode = 1;
}
