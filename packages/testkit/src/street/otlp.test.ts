import { context, ROOT_CONTEXT, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import express from 'express';
import { expect, test } from 'vitest';
import { createOtlp } from './otlp.ts';
import { serveOnLoopback } from './serve.ts';

function providerFor(url: string): TracerProvider {
  const exporter = new OTLPTraceExporter({ url: `${url}/v1/traces` });
  return new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
}

/** request > (claim, model > tool), with the tool failing. */
function recordTurn(tracer: Tracer): string {
  const request = tracer.startSpan('POST /v1/chat/messages', { startTime: [1_000, 0] }, ROOT_CONTEXT);
  const inRequest = trace.setSpan(context.active(), request);
  const model = tracer.startSpan(
    'think',
    { startTime: [1_000, 5e6], attributes: { model: 'demo', tokens: 12 } },
    inRequest,
  );
  const tool = tracer.startSpan('book', { startTime: [1_000, 6e6] }, trace.setSpan(context.active(), model));
  tool.setStatus({ code: SpanStatusCode.ERROR, message: 'slot taken' });
  tool.end([1_000, 7.5e6]);
  model.end([1_000, 9e6]);
  tracer.startSpan('claim', { startTime: [1_000, 1e6] }, inRequest).end([1_000, 2e6]);
  request.end([1_000, 10e6]);
  return request.spanContext().traceId;
}

test('takes spans from the real exporter and shows them as one tree', async () => {
  const otlp = createOtlp();
  await using server = await serveOnLoopback(express().use(otlp.router));
  const provider = providerFor(server.url);
  const traceId = recordTurn(provider.getTracer('test'));
  await provider.shutdown();

  const service = otlp.ledger.entries[0]?.service;
  const tree = [
    'POST /v1/chat/messages 10.0 ms',
    '  claim 1.0 ms',
    '  think 4.0 ms',
    '    book 1.5 ms ERROR slot taken',
  ];
  expect(otlp.treeOf(traceId)).toBe(tree.map((line) => line.replace(/^ */, `$&${service} `)).join('\n'));
  expect(otlp.treeOf(traceId, { durations: false })).toContain(`    ${service} book ERROR slot taken`);
  expect(otlp.treeOf('0'.repeat(32))).toBe('');
  expect(otlp.ledger.entries.find((span) => span.name === 'think')?.attributes).toEqual({ model: 'demo', tokens: 12 });
});

test('a span whose parent never came stands at the root and says so', async () => {
  const otlp = createOtlp();
  await using server = await serveOnLoopback(express().use(otlp.router));
  const provider = providerFor(server.url);
  const parent = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1, isRemote: true };
  provider.getTracer('test').startSpan('claim', {}, trace.setSpanContext(ROOT_CONTEXT, parent)).end();
  await provider.shutdown();
  expect(otlp.treeOf(parent.traceId)).toContain(`(its parent ${parent.spanId} was not seen)`);
});

test('refuses what it cannot read instead of losing it quietly', async () => {
  await using server = await serveOnLoopback(express().use(createOtlp().router));
  const headers = { 'content-type': 'application/x-protobuf' };
  const res = await fetch(`${server.url}/v1/traces`, { method: 'POST', headers, body: 'x' });
  expect(res.status).toBe(415);
});
