import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { notesOf } from '@parley/shared/env';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { filesAt, isIgnored, readIgnore } from './build-context.ts';
import {
  commandOf,
  contextPathsIn,
  copiesIn,
  finalStage,
  healthCommandOf,
  lastOf,
  readDockerfile,
  type Stage,
  stageNamed,
  withBases,
} from './dockerfile.ts';
import { APPS, IMAGES, usualPort } from './images.ts';
import { closureOf, ROOT, readManifest, readText } from './repository.ts';

const nodeVersion = (parse(readText('pnpm-workspace.yaml')) as { nodeVersion: string }).nodeVersion;

const foldersCopied = (stages: Stage[], stage: Stage, ending: string): string[] =>
  copiesIn(withBases(stages, stage))
    .flatMap(({ from, sources }) => (from === null ? sources : []))
    .filter((source) => /^(apps|packages)\//.test(source) && source.endsWith(ending))
    .map((source) => source.slice(0, -ending.length))
    .sort();

test('each app has an image', async () => {
  const files = await readdir(path.join(ROOT, 'infra/docker'));
  const images = files.filter((file) => file.endsWith('.Dockerfile')).map((file) => file.replace('.Dockerfile', ''));
  expect(images.sort()).toEqual([...(await readdir(path.join(ROOT, 'apps'))), 'migrate'].sort());
  expect(images).toEqual(IMAGES.map(({ name }) => name).sort());
});

describe.each(IMAGES)('the image $name', ({ name, root }) => {
  const stages = readDockerfile(name);
  const image = finalStage(stages);
  const commands = stages.flatMap(({ instructions }) => instructions.filter(({ verb }) => verb === 'RUN'));
  const installs = commands.map(({ rest }) => rest).filter((rest) => rest.includes('pnpm install'));

  test('is built on the Node that the workspace runs on, and on exact versions', () => {
    const names = stages.map((stage) => stage.name);
    const bases = stages.map(({ base }) => base).filter((base) => !names.includes(base));
    expect(new Set(bases)).toEqual(new Set([`node:${nodeVersion}-bookworm-slim`]));
    const globals = commands.flatMap(({ rest }) => /npm install --global (\S+)/.exec(rest)?.[1] ?? []);
    expect(globals.length).toBeGreaterThan(0);
    for (const tool of globals) expect(tool).toMatch(/^[a-z]+@\d+\.\d+\.\d+$/);
  });

  test('copies only what is there and reaches the builder', () => {
    const lost = contextPathsIn(stages).filter((source) => filesAt(source).length === 0);
    expect(lost).toEqual([]);
  });

  test('holds the packages that it needs, and no other', () => {
    const needed = [...closureOf(root)].sort();
    expect(foldersCopied(stages, stageNamed(stages, 'dependencies'), '/package.json')).toEqual(needed);
    expect(foldersCopied(stages, image, '/src')).toEqual(needed);
    expect(installs[0]).toContain(`--filter '${readManifest(root).name}...'`);
    expect(needed).not.toContain('packages/testkit');
  });

  test('installs what the lockfile says, nothing of development, and runs no script of a package', () => {
    expect(installs.every((line) => /--frozen-lockfile .*--ignore-scripts/.test(line))).toBe(true);
    const dependencies = stageNamed(stages, 'dependencies').instructions.map(({ rest }) => rest);
    expect(dependencies).toHaveLength(1);
    expect(dependencies[0]).toMatch(/--prod --no-optional/);
    const taken = copiesIn(image.instructions).filter(({ sources }) => sources.includes('/app'));
    expect(taken.map(({ from }) => from)).toEqual(['dependencies']);
  });

  test('runs as nobody in particular, and its files are not its own', () => {
    expect(lastOf(image.instructions, 'USER').rest).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const afterwards = image.instructions.slice(image.instructions.findIndex(({ verb }) => verb === 'USER') + 1);
    expect(afterwards.map(({ verb }) => verb)).not.toContain('COPY');
    expect(image.instructions.flatMap(({ flags }) => flags.map(([flag]) => flag))).not.toContain('chown');
  });

  test('has no secret in it', () => {
    const secrets = APPS.flatMap(({ shape }) =>
      Object.entries(shape).flatMap(([variable, schema]) => (notesOf(schema).secret ? [variable] : [])),
    );
    expect(secrets).toContain('PARLEY_SECRET');
    const given = stages.flatMap(({ instructions }) =>
      instructions.filter(({ verb }) => verb === 'ENV' || verb === 'ARG').map(({ rest }) => rest),
    );
    expect(secrets.filter((secret) => given.some((line) => line.includes(secret)))).toEqual([]);
  });

  test('starts its program itself, so that signals reach it, and says which commit it is', () => {
    expect(commandOf(stages)[0]).toBe('node');
    expect(lastOf(image.instructions, 'ARG').rest).toBe('PARLEY_COMMIT=unknown');
    expect(lastOf(image.instructions, 'LABEL').rest).toContain('image.revision=$PARLEY_COMMIT');
  });
});

test.each(APPS)('$name says its port, and its health check asks there', (app) => {
  const stages = readDockerfile(app.name);
  const port = usualPort(app);
  expect(lastOf(finalStage(stages).instructions, 'EXPOSE').rest).toBe(port);
  expect(healthCommandOf(stages)).toBe(`node infra/docker/ready.mjs \${${app.portVariable}:-${port}}`);
});

test('what Next wants beside web is what the workspace has', () => {
  const versions = readManifest('.').devDependencies ?? {};
  const line = stageNamed(readDockerfile('web'), 'build').instructions.find(({ rest }) => rest.includes('typescript@'));
  for (const name of ['typescript', '@types/node']) expect(line?.rest).toContain(`${name}@${versions[name]}`);
});

test.each([
  ['apps/api/src/main.ts', true],
  ['packages/db/prisma/schema.prisma', true],
  ['pnpm-lock.yaml', true],
  ['.env', false],
  ['infra/.env', false],
  ['apps/web/.env.local', false],
  ['.parley/secrets.json', false],
  ['.git/config', false],
  ['packages/testkit/src/street/main.ts', false],
  ['packages/db/src/generated/prisma/client.ts', false],
  ['packages/queue/src/testing/gate.ts', false],
  ['packages/core/src/turns/settle-turn.test.ts', false],
  ['apps/web/node_modules/next/package.json', false],
  ['tests/journey.test.ts', false],
])('%s reaches the builder: %s', (file, reaches) => {
  expect(isIgnored(file)).toBe(!reaches);
});

test('the last matching line of .dockerignore decides', () => {
  const ignored = readIgnore('*\n!kept\nkept/*.log\n!kept/b.log\n');
  expect(['other', 'kept/x', 'kept/a.log', 'kept/b.log'].map(ignored)).toEqual([true, false, true, false]);
});

test('pruning takes what is not read at run time, and leaves what is', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-prune-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = {
    'a/index.js': true,
    'a/index.js.map': false,
    'a/index.d.ts': false,
    'a/LICENSE': true,
    '@prisma/client/runtime/client.mjs': true,
    '@prisma/client/runtime/query_compiler_fast_bg.postgresql.mjs': true,
    '@prisma/client/runtime/query_compiler_fast_bg.mysql.mjs': false,
    '@scalar/api-reference/dist/browser/standalone.js': true,
    '@scalar/api-reference/dist/index.js': false,
    'b/sqlite.js': true,
  };
  for (const file of Object.keys(files)) {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder, file), '');
  }
  const { status } = spawnSync('sh', [path.join(ROOT, 'infra/docker/prune.sh'), folder]);
  expect(status).toBe(0);
  const left = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(left.map((file) => path.relative(folder, path.join(file.parentPath, file.name))).sort()).toEqual(
    Object.entries(files)
      .flatMap(([file, stays]) => (stays ? [file] : []))
      .sort(),
  );
});
