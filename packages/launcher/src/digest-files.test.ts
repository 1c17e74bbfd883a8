import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { digestFiles } from './digest-files.ts';

let root = '';
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const digest = () => digestFiles(root, ['src', 'package.json', 'not-there']);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley digest '));
  write('package.json', '{}');
  write('src/a.ts', 'a');
  write('src/deep/b.ts', 'b');
});

test('the same sources give the same digest, whenever they were written', () => {
  const before = digest();
  utimesSync(join(root, 'src/a.ts'), 1, 1);
  expect(digest()).toBe(before);
});

test.each([
  ['a changed file', 'src/deep/b.ts'],
  ['a new file', 'src/c.ts'],
  ['a file that is named itself', 'package.json'],
])('%s changes it', (_name, path) => {
  const before = digest();
  write(path, 'changed');
  expect(digest()).not.toBe(before);
});

test.each(['src/a.test.ts', 'src/node_modules/x.ts', 'src/.next/x.js', 'other/x.ts'])('%s does not', (path) => {
  const before = digest();
  write(path, 'x');
  expect(digest()).toBe(before);
});
