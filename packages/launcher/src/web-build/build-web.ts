import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LogFile } from '../children/log-file.ts';
import { identify, type ProcessIdentity } from '../installation/process-identity.ts';
import { Refusal } from '../refusal.ts';
import { buildStep } from './build-progress.ts';

export type WebBuild = {
  root: string;
  env: Record<string, string>;
  log: LogFile;
  signal: AbortSignal;
  say: (step: string) => void;
  onStarted: (identity: ProcessIdentity) => void;
};

/** Runs web's build, in a process group of its own so that it ends when we say, not when the terminal does. */
export async function buildWeb({ root, env, log, signal, say, onStarted }: WebBuild): Promise<void> {
  const build = spawn(process.execPath, [join(root, 'apps/web/src/build.ts')], {
    cwd: join(root, 'apps/web'),
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const identity = build.pid === undefined ? null : identify(build.pid);
  if (identity) onStarted(identity);
  const end = () => endGroup(build.pid);
  signal.addEventListener('abort', end, { once: true });
  for (const stream of [build.stdout, build.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(line);
      const step = buildStep(line);
      if (step) say(step);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    build.once('error', reject);
    build.once('close', resolve);
  });
  signal.removeEventListener('abort', end);
  if (code !== 0) throw new Refusal(`The web build ${signal.aborted ? 'was stopped' : `failed (code ${code})`}`);
}

/** Next has workers of its own: the whole group goes. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It ended in between.
  }
}
