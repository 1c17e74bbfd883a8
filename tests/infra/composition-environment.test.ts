import { notesOf } from '@parley/shared/env';
import { describe, expect, test } from 'vitest';
import {
  COMPOSE_FILES,
  composeText,
  filledEnvironment,
  interpolate,
  readComposition,
  variablesIn,
} from './composition.ts';
import { environmentOf, readDockerfile } from './dockerfile.ts';
import { APPS, requiredIn, usualPort } from './images.ts';
import { readText } from './repository.ts';

const { services } = readComposition(filledEnvironment);
const asked = COMPOSE_FILES.flatMap((file) => variablesIn(composeText(file)));

describe('the environment', () => {
  const needed = [...new Set(asked.filter(({ required }) => required).map(({ name }) => name))];

  test('needs a secret, an address and a password for each role, and nothing else of its own', () => {
    expect(needed.sort()).toEqual(Object.keys(filledEnvironment).sort());
  });

  test.each(needed)('nothing starts without %s, or with it empty', (name) => {
    const everything = COMPOSE_FILES.map((file) => composeText(file)).join('\n');
    const { [name]: _, ...without } = filledEnvironment;
    expect(() => interpolate(everything, without)).toThrow(new RegExp(`^${name} is missing: .{10}`));
    expect(() => interpolate(everything, { ...without, [name]: '' })).toThrow(`${name} is missing`);
  });

  test('is described, with its defaults, by the example', () => {
    const lines = readText('infra/compose.env.example').matchAll(/^(# )?([A-Z_]+)=(.*)$/gm);
    const described = [...lines].map(([, off, name, value]) => ({ name, required: !off, fallback: value }));
    const own = { name: 'COMPOSE_PROJECT_NAME', required: true, fallback: 'parley' };
    const variables = new Map([own, ...asked].map((variable) => [variable.name, variable]));
    // Sending traces on is an extra: its address is needed only with the second file.
    const upstream = { name: 'OTLP_UPSTREAM_ENDPOINT', required: false, fallback: '' };
    variables.set(upstream.name, upstream);
    const byName = (a: { name?: string }, b: { name?: string }) => (a.name ?? '').localeCompare(b.name ?? '');
    expect(described.sort(byName)).toEqual([...variables.values()].sort(byName));
  });

  test('as the example leaves it, starts nothing', () => {
    const given = Object.fromEntries(
      [...readText('infra/compose.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(() => interpolate(composeText(), given)).toThrow('is missing');
  });
});

describe.each(APPS)('the service $name', (app) => {
  const { environment = {}, ports } = services[app.name] ?? {};
  const all = { ...environmentOf(readDockerfile(app.name)), ...environment };

  test('is given every variable that it needs, and none that it does not know', () => {
    expect(requiredIn(app.shape).filter((name) => !(name in all))).toEqual([]);
    const known = new Set([...Object.keys(app.shape), 'NODE_ENV']);
    expect(Object.keys(all).filter((name) => !known.has(name))).toEqual([]);
  });

  test('takes what it is given, in production', () => {
    const port = Number(usualPort(app));
    expect(app.configure(all)).toMatchObject({ mode: 'production', listen: { host: '0.0.0.0', port } });
  });

  test('has no secret of its own in the file', () => {
    const lines = composeText().split('\n');
    const secrets = Object.keys(environment).filter((name) => app.shape[name] && notesOf(app.shape[name]).secret);
    const written = secrets.filter((name) =>
      lines.some((line) => new RegExp(`^\\s+${name}: (?!\\*|.*\\$\\{)`).test(line)),
    );
    expect(written).toEqual([]);
  });

  test('is published on its own port, on this machine only, if people come in there', () => {
    const comeIn = app.name === 'web' || app.name === 'api';
    expect(ports ?? []).toEqual(comeIn ? [`127.0.0.1:${usualPort(app)}:${usualPort(app)}`] : []);
  });
});

test('the owner’s address is given to migrate alone', () => {
  const holders = Object.entries(services).filter(([, { environment = {} }]) => 'DATABASE_URL' in environment);
  expect(holders.map(([name]) => name)).toEqual(['migrate']);
});

test('the api and the worker ring on the same queue, and an empty REDIS_URL puts it on Postgres', () => {
  const queueOf = (env: Record<string, string>) => {
    const { api, worker } = readComposition({ ...filledEnvironment, ...env }).services;
    return [api?.environment?.REDIS_URL, worker?.environment?.REDIS_URL];
  };
  expect(queueOf({})).toEqual(['redis://redis:6379', 'redis://redis:6379']);
  expect(queueOf({ REDIS_URL: '' })).toEqual(['', '']);
});

test('a Postgres and a Redis elsewhere take the place of those here', () => {
  const elsewhere = {
    POSTGRES_AT: 'db.example.com:5432/parley?sslmode=require',
    POSTGRES_REPLICAS: '0',
    REDIS_REPLICAS: '0',
  };
  const { services: there } = readComposition({ ...filledEnvironment, ...elsewhere });
  expect([there.postgres?.deploy?.replicas, there.redis?.deploy?.replicas]).toEqual([0, 0]);
  const addresses = Object.values(there).flatMap(({ environment = {} }) =>
    Object.entries(environment).flatMap(([name, value]) => (name.startsWith('DATABASE_') ? [new URL(value)] : [])),
  );
  expect(addresses).toHaveLength(11);
  expect(new Set(addresses.map((url) => `${url.host}${url.pathname}${url.search}`))).toEqual(
    new Set([elsewhere.POSTGRES_AT]),
  );
});

test('what the example offers to change is changed', () => {
  const wanted = {
    PUBLISH_ON: '0.0.0.0',
    WEB_PUBLISHED_PORT: '8080',
    WORKER_REPLICAS: '3',
    PARLEY_TAG: 'v2',
    OTLP_UPSTREAM_AUTHORIZATION: 'Bearer 0a1b',
  };
  const { web, worker } = readComposition({ ...filledEnvironment, ...wanted }).services;
  expect(web?.ports).toEqual(['0.0.0.0:8080:3000']);
  expect(worker).toMatchObject({ image: 'parley-worker:v2', deploy: { replicas: 3 } });
  const upstream = readComposition({ ...filledEnvironment, ...wanted }, 'infra/compose.upstream.yaml').services;
  expect(upstream['otel-collector']?.environment).toMatchObject({ OTLP_UPSTREAM_AUTHORIZATION: 'Bearer 0a1b' });
});
