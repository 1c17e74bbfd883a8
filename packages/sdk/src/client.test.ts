import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Status } from '@parley/shared/contract/status';
import { afterEach, expect, expectTypeOf, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { createClient } from './client.ts';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_from_header' });
  response.end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

const failureOf = (work: Promise<unknown>): Promise<ApiError> =>
  work.then(
    () => expect.unreachable('the call should fail'),
    (error) => {
      expect(error).toBeInstanceOf(ApiError);
      return error;
    },
  );

const status = {
  mode: 'demo',
  version: '0.1.0',
  commit: 'abc1234',
  at: '2026-11-20T08:00:00.000Z',
  state: 'operational',
  problems: [],
  processes: [],
  queue: { backend: 'postgres', state: 'up' },
  lanes: { waiting: 0, running: 0, oldest_wait_ms: null },
  model: { label: 'demo model: no language model is called', demo: true },
  turns: { answered_last_hour: 0, failed_last_hour: 0, p50_ms: null, p95_ms: null },
} satisfies Status;

test('an endpoint is a method, and its answer has the type of the contract', async () => {
  const baseUrl = await serve((request, response) => {
    expect(request.method).toBe('GET');
    expect(request.url).toBe('/v1/status');
    answer(response, 200, { ...status, added_in_a_later_version: true });
  });
  const read = await createClient({ baseUrl: `${baseUrl}/` }).readStatus();
  expect(read).toEqual(status);
  expectTypeOf(read).toEqualTypeOf<Status>();
});

test('body, query, token and headers reach the API', async () => {
  const seen: unknown[] = [];
  const baseUrl = await serve(async (request, response) => {
    const { authorization, prefer } = request.headers;
    seen.push([request.method, request.url, authorization, prefer, await textOf(request)]);
    if (request.method === 'GET') return answer(response, 200, { data: [], has_more: false, next_cursor: null });
    answer(response, 202, {
      message_id: 'msg_1',
      turn_id: 'turn_1',
      conversation_id: 'conv_1',
      duplicate: false,
      status: 'waiting',
      replies: [],
    });
  });
  const client = createClient({ baseUrl, token: 'tok', headers: { prefer: 'wait=10' } });
  await client.sendChatMessage({ body: { id: 'm-1', text: 'hello' } });
  await client.listChatMessages({ query: { after: 'a b', limit: undefined }, headers: { prefer: 'wait=1' } });
  expect(seen).toEqual([
    ['POST', '/v1/chat/messages', 'Bearer tok', 'wait=10', '{"id":"m-1","text":"hello"}'],
    ['GET', '/v1/chat/messages?after=a+b', 'Bearer tok', 'wait=1', ''],
  ]);
});

test('the compiler refuses a call that the contract does not know', () => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
  expectTypeOf<Parameters<typeof client.sendChatMessage>>().not.toExtend<[]>();
  expectTypeOf<NonNullable<Parameters<typeof client.listChatMessages>[0]>['query']>().toEqualTypeOf<
    { after?: string; limit?: number } | undefined
  >();
  expectTypeOf(client).not.toHaveProperty('dropDatabase');
});

test('a refusal carries the problem body', async () => {
  const baseUrl = await serve((_, response) =>
    answer(response, 400, {
      error: {
        type: 'invalid_request',
        code: 'too_long',
        message: 'text is too long',
        param: 'text',
        request_id: 'req_1',
      },
    }),
  );
  const error = await failureOf(createClient({ baseUrl }).sendChatMessage({ body: { id: '1', text: 'x' } }));
  expect({ ...error }).toMatchObject({
    type: 'invalid_request',
    code: 'too_long',
    param: 'text',
    requestId: 'req_1',
    status: 400,
  });
  expect(error.message).toBe('text is too long');
  expect(error.retryable).toBe(false);
});

test('a refusal without a problem body is told by its status, with the request id of the header', async () => {
  const baseUrl = await serve((_, response) => {
    response.writeHead(502, { 'request-id': 'req_2' });
    response.end('<h1>Bad gateway</h1>');
  });
  const error = await failureOf(createClient({ baseUrl }).readStatus());
  expect({ ...error }).toMatchObject({
    type: 'unavailable',
    code: 'unexpected_answer',
    requestId: 'req_2',
    status: 502,
  });
  expect(error.retryable).toBe(true);
});

test.each([
  ['a wrong shape', 200, { ...status, state: 'splendid' }],
  ['a status that the contract does not know', 201, status],
])('%s is refused, not passed on', async (_, code, body) => {
  const baseUrl = await serve((_request, response) => answer(response, code, body));
  const error = await failureOf(createClient({ baseUrl }).readStatus());
  expect({ ...error }).toMatchObject({ code: 'unexpected_answer', requestId: 'req_from_header', status: code });
});

test('an API that is away is named', async () => {
  const baseUrl = await serve(() => {});
  const gone = servers.pop();
  gone?.close();
  const error = await failureOf(createClient({ baseUrl }).readStatus());
  expect({ ...error }).toMatchObject({ type: 'unavailable', code: 'unreachable', status: null });
});

test('a silent API runs into the time-out', async () => {
  const baseUrl = await serve(() => {});
  const error = await failureOf(createClient({ baseUrl }).readStatus({ timeoutMs: 20 }));
  expect(error.code).toBe('timeout');
});

test('an answer that stops half-way runs into the time-out too', async () => {
  const baseUrl = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"mode":');
  });
  const error = await failureOf(createClient({ baseUrl }).readStatus({ timeoutMs: 50 }));
  expect(error.code).toBe('timeout');
});

test('a caller who aborts gets the reason given, not an API error', async () => {
  const controller = new AbortController();
  const reason = new Error('the page was left');
  const baseUrl = await serve(() => controller.abort(reason));
  await expect(createClient({ baseUrl }).readStatus({ signal: controller.signal })).rejects.toBe(reason);
});

test('an event stream is followed beyond the time-out, and closed when the loop is left', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const left = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  const baseUrl = await serve(async (request, response) => {
    expect(request.headers['last-event-id']).toBe('c0');
    response.on('close', () => left.resolve());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('id: c1\ndata: one\n\n');
    await late.promise;
    response.write('event: typing\r\ndata: {\r\ndata: }\r\n\r\n: still here\n\n');
  });
  const events = createClient({ baseUrl }).followChat({ timeoutMs: 1_000, headers: { 'last-event-id': 'c0' } });
  expect(await events.next()).toEqual({ done: false, value: { id: 'c1', event: 'message', data: 'one' } });
  vi.advanceTimersByTime(60_000);
  late.resolve();
  expect(await events.next()).toEqual({ done: false, value: { id: 'c1', event: 'typing', data: '{\n}' } });
  await events.return();
  await left.promise;
});

test('an event stream that is refused or breaks off says so', async () => {
  const refusing = await serve((_, response) =>
    answer(response, 401, {
      error: { type: 'unauthenticated', code: 'no_token', message: 'no token', param: null, request_id: 'r' },
    }),
  );
  expect((await failureOf(createClient({ baseUrl: refusing }).followChat().next())).code).toBe('no_token');

  const breaking = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: one\n\n', () => response.destroy());
  });
  const events = createClient({ baseUrl: breaking }).followChat();
  await events.next();
  expect((await failureOf(events.next())).code).toBe('unreachable');
});
