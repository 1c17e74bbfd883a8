import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { identify, type ProcessIdentity } from '../installation/process-identity.ts';

export type ChildSpec = {
  name: string;
  node: string;
  /** The program and its arguments. */
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Answers 2xx once the child can do its work. */
  readyUrl: string;
};

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type RunningChild = {
  identity: ProcessIdentity | null;
  exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
};

const LAST_WORDS_MS = 300;

/**
 * In a process group of its own: a Ctrl-C in the terminal reaches the launcher alone, which stops its children in order.
 * The IPC channel is how a child learns that the launcher is gone, however it went.
 */
export function launchChild(spec: ChildSpec, onLine: (line: string) => void): RunningChild {
  const child = spawn(spec.node, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', (error) => {
      onLine(error.message);
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
    child.once('exit', (code, signal) => {
      // Its last words are read by `close`; a grandchild that keeps the pipes open does not hold this up.
      child.once('close', () => resolve({ code, signal }));
      setTimeout(() => resolve({ code, signal }), LAST_WORDS_MS).unref();
    });
  });
  return {
    identity: child.pid === undefined ? null : identify(child.pid),
    exited,
    kill: (signal) => void child.kill(signal),
  };
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}

export const describeExit = ({ code, signal }: Exit): string =>
  signal ? `was ended by ${signal}` : code === null ? 'could not be started' : `ended with code ${code}`;
