import { parseEnv } from '@parley/shared/env';
import { startTracing } from '@parley/telemetry/trace';
import { tracingEnvShape } from '@parley/telemetry/tracing-env';
import { createOtlp } from '@parley/testkit/street/otlp';
import { serveOnLoopback } from '@parley/testkit/street/serve';
import { until } from '@parley/testkit/until';
import express from 'express';
import { expect, test } from 'vitest';
import { startPlatform } from './platform.ts';
import { visit } from './visitor.ts';

test('a turn is one trace, from the request through the database into the worker and its model calls', async () => {
  const otlp = createOtlp();
  await using collector = await serveOnLoopback(express().use(otlp.router));
  const env = parseEnv(tracingEnvShape, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const tracing = await startTracing({ service: 'parley', version: 'test', env });
  const platform = await startPlatform();
  try {
    const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
    await visitor.say('When are you open on Saturday?');
    await platform.quiet();
  } finally {
    await platform.stop();
    await tracing.stop();
  }
  const turn = await until(() => otlp.ledger.entries.find(({ name }) => name === 'turn'));
  const tree = otlp.treeOf(turn.traceId, { durations: false }).replaceAll('parley ', '');
  expect(tree).toContain('\n  job lanes.take');
  expect(tree.split('\n').filter((line) => !line.includes('job lanes.take'))).toEqual([
    'HTTP POST',
    '  ingest turn',
    '  turn',
    '    read frame',
    '    chat',
    '    execute_tool get_opening_hours',
    '    chat',
    '    settle',
  ]);
});
