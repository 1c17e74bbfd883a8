import { execFileSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '../environment/environment.ts';
import { type Finding, fail, note, ok, warn } from './finding.ts';

const OLDEST_NODE = '20.19';
const GIGABYTE = 1e9;
const TIGHT_GB = 2;
const TOO_LITTLE_GB = 0.3;

export const checkMachine = (root: string, environment: Environment): Finding[] => [
  hostNode(environment),
  pinnedNode(root),
  pnpm(environment),
  platform(),
  disk(root),
];

/** The first Node on the path that is not one of node_modules. */
function hostNode(environment: Environment): Finding {
  const folders = (environment.read('PATH') ?? '').split(delimiter);
  const own = folders.find((folder) => !folder.includes('node_modules') && existsSync(join(folder, 'node')));
  if (!own) return note('Node of this machine', 'none on the path');
  const version = versionOf(join(own, 'node'));
  if (version && !isOlder(version, OLDEST_NODE)) return ok('Node of this machine', version);
  return fail('Node of this machine', version ?? 'does not run', `Install Node ${OLDEST_NODE} or newer.`);
}

function pinnedNode(root: string): Finding {
  const path = join(root, 'node_modules/.bin/node');
  if (existsSync(path)) return ok('Node of Parley', `${versionOf(path)}, from the lockfile`);
  return ok('Node of Parley', `${process.version}, this machine's own: none comes with the lockfile here`);
}

function pnpm(environment: Environment): Finding {
  const version = /pnpm\/(\S+)/.exec(environment.read('npm_config_user_agent') ?? '')?.[1];
  return version ? ok('pnpm', version) : note('pnpm', 'not what started this', 'npx -y pnpm@12 run doctor');
}

function platform(): Finding {
  const header = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header;
  const libc = header.glibcVersionRuntime ? `glibc ${header.glibcVersionRuntime}` : 'no glibc';
  const text = `${process.platform} ${process.arch}${process.platform === 'linux' ? `, ${libc}` : ''}`;
  if (process.platform === 'linux' || process.platform === 'darwin') return ok('System', text);
  return warn('System', text, 'Parley is at home on Linux and macOS. On Windows, use WSL 2.');
}

function disk(root: string): Finding {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / GIGABYTE;
  const text = `${free.toFixed(1)} GB free`;
  if (free < TOO_LITTLE_GB) return fail('Disk', text, 'Make room: Postgres stops when it cannot write.');
  return free < TIGHT_GB ? warn('Disk', text, 'Make room soon.') : ok('Disk', text);
}

function versionOf(node: string): string | null {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '');
  } catch {
    return null;
  }
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) < 0 || (a?.[0] === b?.[0] && (a?.[1] ?? 0) < (b?.[1] ?? 0));
}
