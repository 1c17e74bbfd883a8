import { beforeEach, expect, test } from 'vitest';
import { createEvents, type Events } from './events.ts';
import { createLogger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';

let lines: Record<string, unknown>[];
let metrics: Metrics;
let events: Events;

beforeEach(() => {
  lines = [];
  metrics = createMetrics('worker');
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) };
  events = createEvents(createLogger({ service: 'worker', level: 'info', destination }), metrics);
});

const request = { method: 'GET', route: '/v1/status', status: 200, durationMs: 12, requestId: 'req_1' };
const turn = {
  turnId: 'turn_1',
  orgId: 'org_1',
  outcome: 'replied',
  channel: 'web_chat',
  durationMs: 900,
  waitedMs: 40,
  modelMs: 700,
  attempts: 1,
  model: 'demo',
};

test('a request is one line and one observation', async () => {
  events.requestDone(request);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: 'info',
    msg: 'request.done',
    method: 'GET',
    route: '/v1/status',
    status: 200,
    duration_ms: 12,
    request_id: 'req_1',
  });
  expect((await metrics.render()).body).toContain(
    'parley_http_request_seconds_count{service="worker",method="GET",route="/v1/status",status="2xx"} 1',
  );
});

test('what is not listed is dropped, and so is an object where a name belongs', () => {
  const careless = { ...turn, model: { id: 'x', note: 'Ada' }, text: 'my name is Ada', customer: { name: 'Ada' } };
  events.turnSettled(careless as unknown as typeof turn);
  // @ts-expect-error a field that the event does not own is refused by the compiler too
  events.turnSettled({ ...turn, note: 'Ada' });
  expect(JSON.stringify(lines)).not.toContain('Ada');
  expect(lines[0]).toMatchObject({ msg: 'turn.settled', turn_id: 'turn_1', org_id: 'org_1', model_ms: 700 });
  expect(lines[1]).toMatchObject({ model: 'demo' });
});

test('what failed is an error, with its error on the same line', () => {
  events.requestDone({ ...request, status: 503, error: new Error('no database') });
  events.jobDone({ job: 'lanes.take', outcome: 'failed', durationMs: 5, error: new Error('lost') });
  events.turnSettled({ ...turn, outcome: 'dead' });
  expect(lines.map(({ level }) => level)).toEqual(['error', 'error', 'error']);
  expect(lines[0]).toMatchObject({ err: { message: 'no database' } });
});

test('a process says when it starts and how it stops', () => {
  events.processStarted({ startMs: 310, mode: 'demo', port: 4000, queue: 'postgres' });
  events.processStopped({ reason: 'SIGTERM', durationMs: 80, unfinished: 0 });
  expect(lines.map(({ msg }) => msg)).toEqual(['process.started', 'process.stopped']);
  expect(lines[1]).toMatchObject({ reason: 'SIGTERM', unfinished: 0 });
});

test('a seal says where the record of an organisation ends, whole', () => {
  const hash = '0123456789abcdef'.repeat(4);
  events.auditSealed({ orgId: 'org_1', number: 7, hash, entries: 3 });
  expect(lines[0]).toMatchObject({ msg: 'audit.sealed', org_id: 'org_1', number: 7, hash, entries: 3 });
});
