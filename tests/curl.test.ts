import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';

const isThere = (tool: string) =>
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, tool)));
const missing = ['bash', 'curl', 'openssl', 'base32'].filter((tool) => !isThere(tool));

let platform: Platform;
let folder: string;

beforeAll(async () => {
  [platform, folder] = await Promise.all([startPlatform({ workers: 0 }), mkdtemp(path.join(tmpdir(), 'parley-curl-'))]);
});
afterAll(async () => {
  await platform?.stop();
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(missing.length > 0)('what docs/api.md shows, from nothing to a call, is what happens', async () => {
  const page = await readFile('docs/api.md', 'utf8');
  const [, block = ''] = /## From nothing to a call\n[\s\S]*?```sh\n([\s\S]*?)```/.exec(page) ?? [];
  const env = { PATH: process.env.PATH, PARLEY: platform.api.url, STREET: platform.street.url };
  const options = { cwd: folder, env, timeout: 60_000 };
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', block], options);
  const answers = stdout.split(/(?<=\})(?=\{)/).map((answer) => JSON.parse(answer));
  expect(answers.filter((answer) => 'error' in answer)).toEqual([]);
  expect(answers).toContainEqual({ two_factor: true, user: null });
  const members = answers.at(-1).data as Array<{ name: string; role: string }>;
  expect(members.map(({ name, role }) => [name, role]).sort()).toEqual([
    ['ada', 'owner'],
    ['ben', 'member'],
  ]);
});
