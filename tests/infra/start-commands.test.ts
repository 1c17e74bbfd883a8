import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from '@parley/db/postgres/with-client';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { filledEnvironment, readComposition } from './composition.ts';
import { commandOf, environmentOf, healthCommandOf, readDockerfile } from './dockerfile.ts';
import { APPS, appNamed, IMAGES, requiredIn } from './images.ts';
import { ROOT } from './repository.ts';
import { nodeFirst, stageImage } from './staged-image.ts';

/*
 * Each image's CMD and HEALTHCHECK, as they are written, in a folder laid out by the image's own COPY lines.
 */

let folder: string;
const imageOf = (name: string) => path.join(folder, name, 'image');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-images-'));
  await Promise.all(IMAGES.map(({ name }) => stageImage(name, path.join(folder, name))));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Ended = { code: number | null; output: string };

function startIn(
  name: string,
  command: string[],
  env: Record<string, string>,
): { child: ChildProcess; ended: Promise<Ended> } {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: imageOf(name), env: nodeFirst(env), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, output })) };
}

const start = (name: string, env: Record<string, string>) => {
  const stages = readDockerfile(name);
  return startIn(name, commandOf(stages), { ...environmentOf(stages), ...env });
};

const healthOf = (name: string, env: Record<string, string>) =>
  startIn(name, ['sh', '-c', healthCommandOf(readDockerfile(name))], env).ended;

async function freePort(): Promise<string> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

const MIGRATE_NEEDS = [
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'DATABASE_ENGINE_URL',
  'DATABASE_AUTH_URL',
  'DATABASE_SLACKBOT_URL',
];

test.each([
  ...APPS.map(({ name, shape }) => ({ name, needs: requiredIn(shape) })),
  { name: 'migrate', needs: MIGRATE_NEEDS },
])('$name without its environment ends, and names all that it lacks', async ({ name, needs }) => {
  expect(needs.length).toBeGreaterThan(0);
  const { code, output } = await start(name, {}).ended;
  expect(code).toBe(1);
  for (const variable of needs) expect(output).toContain(`${variable}: is not set`);
});

describe('with the environment of the composition, on a database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** What the composition hands to a service, with this database's addresses in the place of its own. */
  const environmentIn = (service: string): Record<string, string> => {
    const given = readComposition(filledEnvironment).services[service]?.environment ?? {};
    const here = {
      DATABASE_URL: database.urls.owner,
      DATABASE_APP_URL: database.urls.app,
      DATABASE_ENGINE_URL: database.urls.engine,
      DATABASE_AUTH_URL: database.urls.auth,
      DATABASE_SLACKBOT_URL: database.urls.slackbot,
      REDIS_URL: '',
      OTEL_EXPORTER_OTLP_ENDPOINT: '',
    };
    const replaced = Object.entries(here).filter(([name]) => name in given);
    return { ...given, ...Object.fromEntries(replaced) };
  };

  test.each(['api', 'worker', 'slackbot'])('%s becomes ready, and stops in order when told to', async (name) => {
    const port = { [appNamed(name).portVariable]: await freePort() };
    expect((await healthOf(name, port)).code).toBe(1);
    const { child, ended } = start(name, { ...environmentIn(name), ...port, HOST: '127.0.0.1' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ready = until(async () => (await healthOf(name, port)).code === 0, {
      timeoutMs: 40_000,
      what: `${name} is ready`,
    });
    const died = ended.then(({ output }) => Promise.reject(new Error(`${name} did not get ready:\n${output}`)));
    await Promise.race([ready, died]);
    if (name === 'api') await servesTheWidgetItBrought(Object.values(port)[0] ?? '');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  /** Nothing is bundled in a container: the file that the build stage made is the one that is served. */
  async function servesTheWidgetItBrought(port: string): Promise<void> {
    const dist = path.join(imageOf('api'), 'packages/widget/dist');
    const before = await readdir(dist);
    expect(before).toHaveLength(1);
    const script = await (await fetch(`http://127.0.0.1:${port}/widget.js`)).text();
    expect(script).toBe(await readFile(path.join(dist, before[0] ?? ''), 'utf8'));
    expect(await readdir(dist)).toEqual(before);
  }

  test('migrate makes an empty database ready, once and again, and shows no password', async () => {
    const empty = `${database.name}_empty`;
    await database.owner.query(`create database ${empty}`);
    onTestFinished(() => database.owner.query(`drop database ${empty} with (force)`).then(() => {}));
    const env = environmentIn('migrate');
    for (const [name, url] of Object.entries(env)) env[name] = url.replace(database.name, empty);

    const first = await start('migrate', env).ended;
    expect(first).toMatchObject({ code: 0 });
    expect(await start('migrate', env).ended).toMatchObject({ code: 0, output: expect.stringContaining('up to date') });

    const asEngine = withClient(env.DATABASE_ENGINE_URL ?? '', (client) =>
      client.query('select from conversation, bullmq.job limit 1'),
    );
    await expect(asEngine).resolves.toBeDefined();
    for (const url of Object.values(env)) expect(first.output).not.toContain(new URL(url).password || url);
  });

  test('migrate says what is wrong with a database that it cannot reach', async () => {
    const env = environmentIn('migrate');
    const port = await freePort();
    const lost = new URL(env.DATABASE_URL ?? '');
    lost.port = port;
    const { code, output } = await start('migrate', { ...env, DATABASE_URL: lost.href }).ended;
    expect(code).toBe(1);
    expect(output).toContain(port);
    expect(output).not.toContain('    at ');
  });
});

test('a process that says it is not ready is not, and its words are kept', async () => {
  const server = createServer((_, answer) => answer.writeHead(503).end('{"message":"database: does not answer"}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const asked = startIn('api', ['node', path.join(ROOT, 'infra/docker/ready.mjs'), String(port)], {});
  expect(await asked.ended).toMatchObject({ code: 1, output: expect.stringContaining('database: does not answer') });
});
