import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { composeText, filledEnvironment, readComposition } from './composition.ts';
import { APPS, usualPort } from './images.ts';
import { readText } from './repository.ts';

type Pipeline = { receivers: string[]; processors: string[]; exporters: string[] };
type Parts = Record<string, object>;
type Scrape = { job_name: string; dns_sd_configs: Array<{ names: string[]; type: string; port: number }> };

type Collector = {
  receivers: {
    otlp: { protocols: { http: { endpoint: string }; grpc: { endpoint: string } } };
    prometheus: { config: { scrape_configs: Scrape[] } };
  };
  processors: Parts;
  exporters: Parts;
  extensions: Parts;
  service: { extensions: string[]; pipelines: Record<string, Pipeline> };
};

/** As the collector joins its files: maps are merged, everything else is replaced. */
function merge(under: unknown, over: unknown): unknown {
  if (!isMap(under) || !isMap(over)) return over;
  const names = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries(
    [...names].map((name) => [name, name in over ? merge(under[name], over[name]) : under[name]]),
  );
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const files = { base: 'infra/otel/collector.yaml', upstream: 'infra/otel/upstream.yaml' };
const base = parse(readText(files.base)) as Collector;
const withUpstream = merge(base, parse(readText(files.upstream))) as Collector;

describe.each([
  ['alone', base],
  ['with an upstream', withUpstream],
])('the collector’s configuration, %s', (_, config) => {
  const pipelines = Object.values(config.service.pipelines);

  test('uses in its pipelines only what it defines', () => {
    expect(pipelines.length).toBeGreaterThan(1);
    for (const kind of ['receivers', 'processors', 'exporters'] as const) {
      const used = new Set(pipelines.flatMap((pipeline) => pipeline[kind]));
      expect(used.size).toBeGreaterThan(0);
      expect([...used].filter((name) => !(name in config[kind]))).toEqual([]);
    }
    expect(config.service.extensions).toEqual(Object.keys(config.extensions));
  });

  test('limits its memory before anything else, and batches last', () => {
    for (const { processors } of pipelines) {
      expect(processors[0]).toBe('memory_limiter');
      expect(processors.at(-1)).toBe('batch');
    }
  });
});

test('every part that is defined is used', () => {
  const pipelines = Object.values(base.service.pipelines);
  for (const kind of ['receivers', 'processors', 'exporters'] as const) {
    expect(new Set(pipelines.flatMap((pipeline) => pipeline[kind]))).toEqual(new Set(Object.keys(base[kind])));
  }
});

test('the processes send their traces where it listens', () => {
  const { services } = readComposition(filledEnvironment);
  const senders = Object.values(services).flatMap(
    ({ environment = {} }) => environment.OTEL_EXPORTER_OTLP_ENDPOINT ?? [],
  );
  expect(senders).toHaveLength(3);
  const port = base.receivers.otlp.protocols.http.endpoint.split(':').at(-1);
  for (const address of senders) expect(address).toBe(`http://otel-collector:${port}`);
  expect(services['otel-collector']?.networks).toContain('telemetry');
});

test('it asks each process for its metrics, at its port', () => {
  const asked = base.receivers.prometheus.config.scrape_configs.flatMap(({ dns_sd_configs }) =>
    dns_sd_configs.map(({ names, type, port }) => [...names, type, String(port)]),
  );
  const withMetrics = APPS.filter(({ name }) => name !== 'web');
  expect(asked).toEqual(withMetrics.map((app) => [app.name, 'A', usualPort(app)]));
});

test('it is started with the files that are there, and with the variables that they name', () => {
  for (const [file, loaded] of [
    ['infra/compose.yaml', [files.base]],
    ['infra/compose.upstream.yaml', [files.base, files.upstream]],
  ] as const) {
    const { command = [], environment = {} } =
      readComposition(filledEnvironment, file).services['otel-collector'] ?? {};
    const paths = command.map((word) => word.replace('--config=/etc/otelcol/', 'infra/otel/'));
    expect(paths).toEqual(loaded);
    const named = loaded.flatMap((path) =>
      [...readText(path).matchAll(/\$\{env:([A-Z_]+)\}/g)].map(([, name = '']) => name),
    );
    expect(named.sort()).toEqual(Object.keys(environment).sort());
  }
  expect(composeText()).toContain('["./otel:/etc/otelcol:ro"]');
});
