import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { problemSchema } from '@parley/shared/contract/problem';
import { silentLogger } from '@parley/telemetry/logger';
import { afterEach, expect, test } from 'vitest';
import { createForwarder } from './forward.ts';

const WEB_TOKEN = 'what web and api agreed on';

const open: { close(): unknown }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  open.push({ close: () => server.close().closeAllConnections() });
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A web server that forwards to `apiUrl`, and answers 404 where the path is its own. */
async function forwardTo(apiUrl: string, answerWithinMs?: number): Promise<string> {
  const parts = {
    apiUrl: new URL(apiUrl),
    webToken: WEB_TOKEN,
    log: silentLogger,
    now: () => new Date(0),
    randomBytes,
    answerWithinMs,
  };
  const forwarder = createForwarder(parts);
  open.push(forwarder);
  const { url } = await listen((request, response) => {
    if (!forwarder.handle(request, response)) response.writeHead(404).end('a page');
  });
  return url;
}

async function forwarded(api: RequestListener): Promise<string> {
  return forwardTo((await listen(api)).url);
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message) text += chunk;
  return text;
}

const problemOf = async (response: Response) => problemSchema.parse(await response.json()).error;

test('method, path, query, headers and body arrive as they were sent', async () => {
  const web = await forwarded(async (request, response) => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: await textOf(request) }));
  });
  const answer = await fetch(`${web}/v1/chat/messages?after=a%20b&x=1`, {
    method: 'PATCH',
    headers: {
      authorization: 'Bearer t',
      cookie: 'a=1',
      'last-event-id': 'c9',
      'request-id': 'req_1',
      'x-any': 'thing',
    },
    body: '{"text":"grüß"}',
  });
  expect(await answer.json()).toMatchObject({
    method: 'PATCH',
    url: '/v1/chat/messages?after=a%20b&x=1',
    headers: {
      authorization: 'Bearer t',
      cookie: 'a=1',
      'last-event-id': 'c9',
      'request-id': 'req_1',
      'x-any': 'thing',
    },
    body: '{"text":"grüß"}',
  });
});

test('status, repeated headers, redirects and compressed bytes come back as they were sent', async () => {
  const web = await forwarded((_, response) => {
    response.writeHead(
      302,
      'Found',
      [
        ['location', 'https://elsewhere.example/'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['content-encoding', 'gzip'],
      ].flat(),
    );
    response.end('not really gzip');
  });
  const answer = request(`${web}/v1/x`).end();
  const [message] = (await once(answer, 'response')) as [IncomingMessage];
  expect(message.statusCode).toBe(302);
  expect(message.headers).toMatchObject({
    location: 'https://elsewhere.example/',
    'set-cookie': ['a=1', 'b=2'],
    'content-encoding': 'gzip',
  });
  expect(await textOf(message)).toBe('not really gzip');
});

test.each([
  ['/v1/status', 200],
  ['/docs', 200],
  ['/docs/reference.js?v=1', 200],
  ['/widget.js', 200],
  ['/', 404],
  ['/v10/status', 404],
  ['/docsy', 404],
  ['/x/v1/status', 404],
])('%s answers %i', async (path, status) => {
  const web = await forwarded((_, response) => response.end());
  expect((await fetch(web + path)).status).toBe(status);
});

test('headers of the connection stay on it, in both directions', async () => {
  const seen = Promise.withResolvers<IncomingMessage['headers']>();
  const web = await forwarded((request, response) => {
    seen.resolve(request.headers);
    response.writeHead(200, {
      connection: 'close, x-api-hop',
      'x-api-hop': '1',
      'keep-alive': 'timeout=99',
      'x-end': '1',
    });
    response.end();
  });
  const sent = request(`${web}/v1/x`, {
    headers: {
      connection: 'keep-alive, x-hop',
      'x-hop': '1',
      te: 'trailers',
      'proxy-authorization': 'Basic eA==',
      'x-end': '1',
    },
  }).end();
  const [message] = (await once(sent, 'response')) as [IncomingMessage];
  expect(await seen.promise).toMatchObject({ 'x-end': '1' });
  for (const name of ['x-hop', 'te', 'proxy-authorization']) expect(await seen.promise).not.toHaveProperty(name);
  expect(message.headers).toMatchObject({ 'x-end': '1' });
  expect(message.headers).not.toHaveProperty('x-api-hop');
  expect(message.headers['keep-alive']).not.toBe('timeout=99');
});

test('the api learns who asked, and under which address', async () => {
  const web = await forwarded((request, response) => response.end(JSON.stringify(request.headers)));
  const direct = await (await fetch(`${web}/v1/x`)).json();
  expect(direct).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': new URL(web).host,
    'x-forwarded-proto': 'http',
    'x-parley-web': WEB_TOKEN,
  });
  expect(direct.host).not.toBe(new URL(web).host);
  const outer = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'parley.acme.com',
    'x-forwarded-proto': 'https',
  };
  const own = { 'x-parley-web': 'a guess' };
  const proxied = await (await fetch(`${web}/v1/x`, { headers: { ...outer, ...own } })).json();
  expect(proxied).toMatchObject({ ...outer, 'x-forwarded-for': '203.0.113.9, 127.0.0.1', 'x-parley-web': WEB_TOKEN });
});

test('an address with a path in front is kept', async () => {
  const { url } = await listen((request, response) => response.end(request.url));
  const web = await forwardTo(`${url}/parley/`);
  expect(await (await fetch(`${web}/v1/status?x=1`)).text()).toBe('/parley/v1/status?x=1');
});

test('an event stream flows: its headers before the first event, each event as it comes', async () => {
  const stream = Promise.withResolvers<ServerResponse>();
  const web = await forwarded((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    stream.resolve(response);
  });
  const answer = await fetch(`${web}/v1/chat/events`);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const api = await stream.promise;
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  api.write('data: one\n\n');
  expect((await reader?.read())?.value).toBe('data: one\n\n');
  api.write('data: two\n\n');
  expect((await reader?.read())?.value).toBe('data: two\n\n');
});

test('a request body flows: its first part arrives before its last is sent', async () => {
  const first = Promise.withResolvers<string>();
  const web = await forwarded(async (request, response) => {
    request.once('data', (chunk) => first.resolve(String(chunk)));
    request.on('end', () => response.end('whole'));
  });
  const sent = request(`${web}/v1/x`, { method: 'POST' });
  sent.write('part one');
  expect(await first.promise).toBe('part one');
  sent.end('part two');
  const [message] = (await once(sent, 'response')) as [IncomingMessage];
  expect(await textOf(message)).toBe('whole');
});

test('a chunked body keeps its frame, whatever the method: it cannot become a request of its own', async () => {
  const seen: unknown[] = [];
  const web = await forwarded(async (request, response) => {
    seen.push([request.method, request.url, await textOf(request)]);
    response.end();
  });
  const smuggled = 'GET /v1/admin HTTP/1.1\r\nhost: x\r\n\r\n';
  const sent = request(`${web}/v1/x`, { method: 'DELETE', headers: { 'transfer-encoding': 'chunked' } });
  sent.end(smuggled);
  await once(sent, 'response');
  await (await fetch(`${web}/v1/next`)).text();
  expect(seen).toEqual([
    ['DELETE', '/v1/x', smuggled],
    ['GET', '/v1/next', ''],
  ]);
});

test('when the visitor leaves, the api is told: before its answer', async () => {
  const arrived = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const web = await forwarded((_, response) => {
    response.on('close', () => left.resolve());
    arrived.resolve();
  });
  const sent = request(`${web}/v1/x`).end();
  sent.on('error', () => {});
  await arrived.promise;
  sent.destroy();
  await left.promise;
});

test('when the visitor leaves, the api is told: in the middle of a stream', async () => {
  const left = Promise.withResolvers<void>();
  const web = await forwarded((_, response) => {
    response.on('close', () => left.resolve());
    response.write('data: one\n\n');
  });
  const controller = new AbortController();
  await fetch(`${web}/v1/chat/events`, { signal: controller.signal });
  controller.abort();
  await left.promise;
});

test('an api that is away is a problem with a request id, and nothing was done', async () => {
  const { server, url } = await listen(() => {});
  server.close();
  const answer = await fetch(`${await forwardTo(url)}/v1/status`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  const problem = await problemOf(answer);
  expect(problem).toMatchObject({ type: 'unavailable', code: 'api_away', param: null });
  expect(problem.request_id).toMatch(/^req_/);
  expect(answer.headers.get('request-id')).toBe(problem.request_id);
});

test('an api that breaks off before its answer leaves it open whether the work was done', async () => {
  const web = await forwarded((request) => request.socket.destroy());
  const answer = await fetch(`${web}/v1/chat/messages`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(503);
  expect((await problemOf(answer)).code).toBe('api_broke_off');
});

test('an api that says nothing is given up', async () => {
  const { url } = await listen(() => {});
  const answer = await fetch(`${await forwardTo(url, 30)}/v1/status`);
  expect((await problemOf(answer)).code).toBe('api_silent');
});

test('an event stream may be silent for longer, once it is open', async () => {
  const stream = Promise.withResolvers<ServerResponse>();
  const { url } = await listen((request, response) => {
    if (request.url !== '/v1/chat/events') return;
    response.write('data: one\n\n');
    stream.resolve(response);
  });
  const web = await forwardTo(url, 30);
  const following = await fetch(`${web}/v1/chat/events`);
  // A question that is given up shows that the time has passed.
  expect((await fetch(`${web}/v1/status`)).status).toBe(503);
  (await stream.promise).end('data: two\n\n');
  expect(await following.text()).toBe('data: one\n\ndata: two\n\n');
});

test('an answer that breaks off half-way breaks off for the visitor too', async () => {
  const web = await forwarded((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  await expect(fetch(`${web}/v1/status`).then((answer) => answer.text())).rejects.toThrow();
});

test('an upgrade is not passed on', async () => {
  const web = await forwarded((request, response) => response.end(`upgrade: ${request.headers.upgrade}`));
  const socket = connect(Number(new URL(web).port), '127.0.0.1');
  socket.write('GET /v1/x HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  const [chunk] = await once(socket.setEncoding('utf8'), 'data');
  expect(chunk).toContain('upgrade: undefined');
  socket.destroy();
});
