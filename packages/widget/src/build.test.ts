import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { buildWidget } from './build.ts';

const GOAL_BYTES = 12 * 1_024;

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'widget-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it('makes one small script that needs no eval and no markup', async () => {
  const script = await buildWidget(await emptyFolder());
  const size = gzipSync(script).length;
  console.log(`widget: ${script.length} bytes, ${size} with gzip (goal: at most ${GOAL_BYTES})`);
  expect(size).toBeLessThanOrEqual(GOAL_BYTES);
  expect(script).not.toMatch(
    /\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\brequire\(|\bimport\(/,
  );
  expect(script).toContain('parley-chat');
});

it('is kept on disk under the state of its sources, and read from there', async () => {
  const dist = await emptyFolder();
  await writeFile(join(dist, 'widget-0123456789abcdef.js'), 'an older state');
  const script = await buildWidget(dist);
  const [name, ...others] = await readdir(dist);
  expect(others).toEqual([]);
  expect(await readFile(join(dist, name ?? ''), 'utf8')).toBe(script);

  await writeFile(join(dist, name ?? ''), 'from disk');
  expect(await buildWidget(dist)).toBe('from disk');
});

it('gives the script where nothing can be written, and to many at once', async () => {
  const file = join(await emptyFolder(), 'a-file');
  await writeFile(file, '');
  const scripts = await Promise.all([buildWidget(join(file, 'dist')), buildWidget(join(file, 'dist'))]);
  expect(new Set(scripts).size).toBe(1);
});
