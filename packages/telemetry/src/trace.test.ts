import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { parseEnv } from '@parley/shared/env';
import { afterEach, expect, test, vi } from 'vitest';
import { GENAI } from './genai.ts';
import { createLogger } from './logger.ts';
import { currentTraceparent, setSpanAttributes, startTracing, type Tracing, traceWith, withSpan } from './trace.ts';
import { tracingEnvShape } from './tracing-env.ts';
import { createTracingSdk } from './tracing-sdk.ts';

let tracing: Tracing | null = null;
afterEach(async () => {
  await tracing?.stop();
  tracing = null;
});

function traceInMemory(env = {}) {
  const exporter = new InMemorySpanExporter();
  const spanProcessor = new SimpleSpanProcessor({ exporter });
  tracing = traceWith(createTracingSdk({ service: 'worker', version: '1.2.3', env, spanProcessor }));
  return {
    spans: () => exporter.getFinishedSpans(),
    span(name: string) {
      const found = exporter.getFinishedSpans().find((span) => span.name === name);
      if (!found) throw new Error(`no span ${name}`);
      return found;
    },
  };
}

test('spans nest across awaits, carry their attributes, and stand in the log lines', async () => {
  const memory = traceInMemory();
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({
    service: 'worker',
    level: 'info',
    destination: { write: (l) => lines.push(JSON.parse(l)) },
  });
  const answer = await withSpan('turn', { kind: 'consumer' }, async () => {
    await Promise.resolve();
    log.info('in the turn');
    return withSpan('chat demo', { kind: 'client', attributes: { [GENAI.operation]: 'chat' } }, async () => {
      setSpanAttributes({ [GENAI.outputTokens]: 7, 'parley.note': 'for ada@example.org' });
      return 42;
    });
  });
  expect(answer).toBe(42);
  const [turn, chat] = [memory.span('turn'), memory.span('chat demo')];
  expect(chat.parentSpanContext?.spanId).toBe(turn.spanContext().spanId);
  expect(chat.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.usage.output_tokens': 7,
    'parley.note': 'for [personal]',
  });
  expect(turn.resource.attributes).toMatchObject({
    'service.name': 'worker',
    'service.version': '1.2.3',
    'service.namespace': 'parley',
  });
  expect(lines[0]).toMatchObject({ trace_id: turn.spanContext().traceId, span_id: turn.spanContext().spanId });
});

test('a stored traceparent carries one trace into another process; none begins a new one', async () => {
  const memory = traceInMemory();
  const stored = await withSpan('request', { kind: 'server' }, async () => currentTraceparent());
  await withSpan('claim loop', {}, async () => {
    await withSpan('turn', { kind: 'consumer', parent: stored }, async () => {});
    await withSpan('turn without a past', { parent: null }, async () => {});
    await withSpan('turn with a broken one', { parent: '00-zz-1-01' }, async () => {});
  });
  const [request, loop, turn] = [memory.span('request'), memory.span('claim loop'), memory.span('turn')];
  expect(stored).toBe(`00-${request.spanContext().traceId}-${request.spanContext().spanId}-01`);
  expect(turn.spanContext().traceId).toBe(request.spanContext().traceId);
  expect(turn.parentSpanContext?.spanId).toBe(request.spanContext().spanId);
  for (const name of ['turn without a past', 'turn with a broken one']) {
    expect(memory.span(name).parentSpanContext).toBeUndefined();
    expect(memory.span(name).spanContext().traceId).not.toBe(loop.spanContext().traceId);
  }
});

test('an error is recorded, without what it must not say, and goes on to the caller', async () => {
  const memory = traceInMemory();
  const failure = new Error('postgres://app:canary@db refused for ada@example.org');
  await expect(withSpan('send', {}, () => Promise.reject(failure))).rejects.toBe(failure);
  const { status, events } = memory.span('send');
  expect(status).toEqual({ code: 2, message: 'postgres://app:***@db refused for [personal]' });
  expect(JSON.stringify(events)).toContain('exception.stacktrace');
  expect(JSON.stringify(events)).not.toMatch(/canary|ada@/);
});

test.each([
  [{ OTEL_TRACES_SAMPLER: 'always_off' }, 0],
  [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 0 }, 0],
  [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: 1 }, 1],
  [{}, 1],
])('%o keeps %i of 1', async (env, kept) => {
  const memory = traceInMemory(env);
  await withSpan('x', {}, async () => {});
  expect(memory.spans()).toHaveLength(kept);
});

test('a trace that its origin did not sample stays unsampled', async () => {
  const memory = traceInMemory();
  const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;
  const passedOn = await withSpan('x', { parent }, async () => currentTraceparent());
  expect(memory.spans()).toHaveLength(0);
  expect(passedOn).toMatch(/^00-a{32}-.{16}-00$/);
});

async function startCollector(status: number) {
  const bodies: string[] = [];
  const server = createServer(async (req, res) => {
    bodies.push(`${req.method} ${req.url} ${Buffer.concat(await req.toArray())}`);
    res.writeHead(status).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => new Promise((closed) => server.close(closed));
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

test('a process traces once: a second start neither adds nor ends anything', async () => {
  const memory = traceInMemory();
  const second = await startTracing({ service: 'x', version: '1', env: { OTEL_TRACES_EXPORTER: 'console' } });
  await second.stop();
  await withSpan('x', {}, async () => {});
  expect(memory.spans()).toHaveLength(1);
});

test('spans reach a collector by OTLP over HTTP, at the latest when the process stops', async () => {
  const { bodies, url, close } = await startCollector(200);
  const env = parseEnv(tracingEnvShape, { OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`, OTEL_SERVICE_NAME: 'mine' });
  tracing = await startTracing({ service: 'api', version: '1', env });
  await withSpan('GET /v1/status', { kind: 'server' }, async () => {});
  await tracing.stop();
  await close();
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toMatch(/^POST \/v1\/traces \{.*"GET \/v1\/status"/);
  expect(bodies[0]).toContain('{"key":"service.name","value":{"stringValue":"mine"}}');
});

test('a collector that refuses is said once', async () => {
  const { bodies, url, close } = await startCollector(404);
  const lines: string[] = [];
  const log = createLogger({ service: 'api', level: 'info', destination: { write: (line) => lines.push(line) } });
  const env = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/mine` };
  tracing = await startTracing({ service: 'api', version: '1', env, log });
  // A full batch leaves at once; the third is sent after the second was refused and said, or not said.
  for (const batch of [1, 2, 3]) {
    for (let i = 0; i < 512; i++) await withSpan('x', {}, async () => {});
    await vi.waitFor(() => expect(bodies).toHaveLength(batch));
  }
  await tracing.stop();
  await close();
  expect(bodies[0]).toMatch(/^POST \/mine /);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('traces could not be exported');
});

test('a collector that hangs does not hold up the stop', async () => {
  const server = createServer(() => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  tracing = await startTracing({ service: 'api', version: '1', env });
  await withSpan('x', {}, async () => {});
  const started = performance.now();
  await tracing.stop();
  expect(performance.now() - started).toBeLessThan(3_000);
  server.closeAllConnections();
  server.close();
});

test.each([
  [{}],
  [{ OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }],
  [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }],
])('%o: no span, no SDK loaded', async (env) => {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ resolve: (name, context, next) => { loaded.push(name); return next(name, context); } });
    const { startTracing, withSpan, currentTraceparent } = await import('./trace.ts');
    const tracing = await startTracing({ service: 'x', version: '1', env: ${JSON.stringify(env)} });
    const traceparent = await withSpan('x', {}, async () => currentTraceparent());
    await tracing.stop();
    console.log(JSON.stringify({ traceparent, packages: loaded.filter((name) => name.startsWith('@opentelemetry/')) }));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
  });
  const { traceparent, packages } = JSON.parse(stdout);
  expect(traceparent).toBeNull();
  expect(new Set(packages)).toEqual(new Set(['@opentelemetry/api']));
});

test('a wrong variable is refused by name', () => {
  expect(() => parseEnv(tracingEnvShape, { OTEL_TRACES_SAMPLER: 'sometimes' })).toThrow(/OTEL_TRACES_SAMPLER/);
  expect(() => parseEnv(tracingEnvShape, { OTEL_TRACES_SAMPLER_ARG: '7' })).toThrow(/OTEL_TRACES_SAMPLER_ARG/);
});
