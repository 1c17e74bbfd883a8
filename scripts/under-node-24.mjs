// Runs under any Node that can parse it: hands a TypeScript file to the Node 24 that the lockfile brings.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pinned = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

/** Its exit code becomes ours; a signal reaches it too. */
export function underNode24(file) {
  const node = existsSync(pinned) ? pinned : process.execPath;
  const script = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
