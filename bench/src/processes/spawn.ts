import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type Process = { url: string; pid: number; stop(): Promise<void> };

/** Starts one of the entry points beside this file and waits for the address it says. */
export async function startProcess(
  name: 'api' | 'worker' | 'plain-api' | 'plain-worker',
  env: Record<string, string>,
  profile: string | null = null,
): Promise<Process> {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [...profiling(profile, name), script], {
    env: { ...process.env, ...env, HOST: '127.0.0.1', API_PORT: '0', WORKER_PORT: '0', WORKER_LANES: '64' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await addressOf(child, name);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const profiling = (folder: string | null, name: string): string[] =>
  folder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}.cpuprofile`];

async function addressOf(child: ChildProcess, name: string): Promise<string> {
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`the ${name} process ended before it was up`)));
  const [message] = (await Promise.race([once(child, 'message'), died])) as [{ url: string }];
  return message.url;
}
