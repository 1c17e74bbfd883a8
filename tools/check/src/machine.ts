import { existsSync } from 'node:fs';
import { runCommand } from './run-command.ts';

/** A program that some suites need, how it is recognised, and the Debian package that brings it. */
type Tool = { name: string; found: () => Promise<boolean>; debian: string; suites: string };

const onPath = (program: string) => async () => (await runCommand({ command: 'which', args: [program] })).ok;

const TOOLS: readonly Tool[] = [
  { name: 'redis', found: onPath('redis-server'), debian: 'redis-server', suites: 'the queue on Redis' },
  { name: 'chromium', found: onPath('chromium'), debian: 'chromium', suites: 'the browser tests' },
  {
    name: 'postgres15',
    found: async () => existsSync('/usr/lib/postgresql/15/bin/postgres'),
    debian: 'postgresql-15',
    suites: 'the migrations on Postgres 15',
  },
];

/**
 * Finds what the suites need beside npm's packages, and as root installs what is missing; answers what is still lacking.
 * Never fatal by itself: the suites that need it are skipped, or fail where CI=true.
 */
export async function prepareMachine({ install }: { install: boolean }): Promise<string[]> {
  const missing = await lacking();
  if (missing.length === 0) return [];
  if (!install || process.getuid?.() !== 0) {
    for (const tool of missing)
      console.log(`! ${tool.name} is missing: ${tool.suites} will not run (Debian: apt-get install ${tool.debian})`);
    return missing.map(({ name }) => name);
  }
  const packages = missing.map(({ debian }) => debian);
  console.log(`Installing for the tests, with apt: ${packages.join(', ')}`);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...packages);
  return (await lacking()).map(({ name }) => name);
}

async function lacking(): Promise<Tool[]> {
  const found = await Promise.all(TOOLS.map((tool) => tool.found()));
  return TOOLS.filter((_, i) => !found[i]);
}

// One at a time on this machine, and never for ever: neither for a lock nor for the network. A server that a package
// brings is not started: the tests start their own.
const apt = (...args: string[]) =>
  runCommand({
    command: 'timeout',
    args: [
      '300',
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=120',
      '-o',
      'Acquire::http::Timeout=20',
      '-o',
      'Acquire::Retries=2',
      '-q',
      ...args,
    ],
    env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
