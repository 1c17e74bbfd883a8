import { spawn } from 'node:child_process';

export type Ran = { ok: boolean; output: string; ms: number };

export type Command = {
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** Shown as it comes instead of kept. */
  shown?: boolean;
  cwd?: string;
};

/** Runs a program to its end; its output is kept for when it fails. */
export function runCommand({ command, args, env = {}, shown = false, cwd = process.cwd() }: Command): Promise<Ran> {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: shown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = (ok: boolean, note = '') =>
      resolve({ ok, output: Buffer.concat(chunks).toString() + note, ms: performance.now() - began });
    child.once('error', (error) => end(false, `${command} could not be run: ${error.message}`));
    child.once('close', (code) => end(code === 0));
  });
}
