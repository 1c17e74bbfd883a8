import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBinaries } from './find-binaries.ts';
import { openTempDir } from './test-server.ts';

let folder: string;
beforeEach(() => {
  folder = openTempDir();
});
afterEach(() => rmSync(folder, { recursive: true }));

const install = (version: string) => {
  mkdirSync(path.join(folder, version, 'bin'), { recursive: true });
  writeFileSync(path.join(folder, version, 'bin/initdb'), '');
};

test('where npm has none, the newest installation of the system is taken', () => {
  for (const version of ['9', '15', '16']) install(version);
  mkdirSync(path.join(folder, '17'));
  expect(findBinaries({ platform: 'freebsd', arch: 'x64', folder }).binDir).toBe(path.join(folder, '16/bin'));
});

test.each([
  ['win32', 'x64'],
  ['linux', 'riscv64'],
])('on %s %s without any, the refusal names the way out', (platform, arch) => {
  expect(() => findBinaries({ platform, arch, folder })).toThrow(
    new RegExp(`${platform} on ${arch}[\\s\\S]*DATABASE_URL`),
  );
});
