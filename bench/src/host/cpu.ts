import { readdirSync, readFileSync } from 'node:fs';

/** Seconds on a processor, of the system under test alone; whoever else works on the machine does not change them. */
export type CpuSeconds = Record<string, number>;

/** Which processes play which part; a tree counts with its children, those that have ended included. */
export type Parts = Record<string, { pid: number; tree?: boolean }>;

// What Linux counts in, on every machine that Node runs on.
const TICKS_PER_SECOND = 100;

/** Null where the kernel does not say it (everywhere but on Linux). */
export function cpuOf(parts: Parts): CpuSeconds | null {
  if (process.platform !== 'linux') return null;
  return Object.fromEntries(
    Object.entries(parts).map(([part, { pid, tree }]) => [part, tree ? secondsOfTree(pid) : (statOf(pid)?.own ?? 0)]),
  );
}

export const cpuBetween = (before: CpuSeconds, after: CpuSeconds): CpuSeconds =>
  Object.fromEntries(Object.entries(after).map(([part, seconds]) => [part, seconds - (before[part] ?? 0)]));

function secondsOfTree(root: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === root);
  const { own = 0, ended = 0 } = statOf(root) ?? {};
  return own + ended + children.reduce((sum, child) => sum + (child?.own ?? 0), 0);
}

type Stat = { parent: number; own: number; ended: number };

function statOf(pid: number): Stat | null {
  try {
    // The name, in brackets, may hold anything; what follows it is numbers.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (...at: number[]) => at.reduce((sum, n) => sum + Number(fields[n]), 0) / TICKS_PER_SECOND;
    return { parent: Number(fields[1]), own: seconds(11, 12), ended: seconds(13, 14) };
  } catch {
    return null; // It has ended meanwhile.
  }
}
