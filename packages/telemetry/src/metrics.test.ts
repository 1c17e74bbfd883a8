import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

/** Every process-wide label left out, whose place among the others is prom-client's business. */
const unlabelled = (body: string) => body.replace(/service="\w+",?|,(?=\})/g, '').replace(/,\}/g, '}');
const series = (body: string, name: string) => body.split('\n').filter((line) => line.startsWith(`${name}{`));

test('brings the process, the event loop and what Parley counts', async () => {
  const metrics = createMetrics('worker');
  metrics.turnSettled({ outcome: 'replied', channel: 'web_chat', durationMs: 1_500 });
  metrics.jobDone({ job: 'lanes.take', outcome: 'done', durationMs: 10 });
  metrics.lanes({ waiting: 4, running: 2 });
  metrics.ringFailed();
  metrics.liveHint('published');
  const { contentType, body } = await metrics.render();
  expect(contentType).toContain('text/plain');
  for (const line of [
    'parley_turns_total{outcome="replied",channel="web_chat"} 1',
    'parley_turn_seconds_sum{channel="web_chat"} 1.5',
    'parley_job_seconds_count{job="lanes.take",outcome="done"} 1',
    'parley_lanes{state="waiting"} 4',
    'parley_lanes{state="running"} 2',
    'parley_ring_failures_total{} 1',
    'parley_live_hints_total{direction="published"} 1',
  ]) {
    expect(unlabelled(body)).toContain(line);
  }
  expect(body).toContain('nodejs_eventloop_lag_p99_seconds{');
  expect(body).toContain('process_resident_memory_bytes{');
});

test('a label never has more than a few values, whatever strangers send', async () => {
  const metrics = createMetrics('api');
  for (let i = 0; i < 2_000; i++) {
    metrics.requestDone({ method: `M${i}`, route: `/v1/${i}`, status: i, durationMs: 1 });
    metrics.turnSettled({ outcome: `o${i}`, channel: `c${i}`, durationMs: 1 });
  }
  metrics.requestDone({ method: 'GET', route: null, status: 404, durationMs: 1 });
  const { body } = await metrics.render();
  const requests = series(body, 'parley_http_request_seconds_count');
  expect(requests.length).toBeLessThan(400);
  expect(requests.every((line) => /method="(GET|other)".*status="(\dxx|other)"/.test(line))).toBe(true);
  expect(body).toContain('method="GET",route="unmatched",status="4xx"} 1');
  expect(series(body, 'parley_turns_total').length).toBeLessThan(50);
});

test('two processes in one keep their figures apart', async () => {
  const [a, b] = [createMetrics('a'), createMetrics('b')];
  a.ringFailed();
  expect((await b.render()).body).toContain('parley_ring_failures_total{service="b"} 0');
});
