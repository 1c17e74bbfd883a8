import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createChatApi } from './chat-api.ts';

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void, withinMs?: number) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return createChatApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, withinMs);
}

const never = new AbortController().signal;
const problem = JSON.stringify({ error: { message: 'Allow this page in the channel’s settings.' } });

it.each([
  [401, {}, { kind: 'expired' }],
  [403, {}, { kind: 'refused', status: 403, message: 'Allow this page in the channel’s settings.' }],
  [422, {}, { kind: 'refused', status: 422, message: 'Allow this page in the channel’s settings.' }],
  [429, { 'retry-after': '7' }, { kind: 'later', afterMs: 7_000 }],
  [429, { 'retry-after': '86400' }, { kind: 'later', afterMs: 60_000 }],
  [503, { 'retry-after': 'Wed, 21 Oct 2031 07:28:00 GMT' }, { kind: 'later', afterMs: null }],
  [503, { 'retry-after': '-1' }, { kind: 'later', afterMs: null }],
  [500, {}, { kind: 'later', afterMs: null }],
  [408, {}, { kind: 'later', afterMs: null }],
])('reads a %i with %j', async (status, headers, answer) => {
  const api = await serve((_, response) => response.writeHead(status, headers).end(problem));
  expect(await api.send('token', { id: 'a', text: 'x' })).toEqual(answer);
});

it('asks again later when a page of somebody else answers, or nobody', async () => {
  const portal = await serve((_, response) => response.end('<html>Please sign in to the hotel’s network</html>'));
  expect(await portal.list('token', null, never)).toEqual({ kind: 'later', afterMs: null });
  const dead = await serve((_, response) => response.destroy());
  expect(await dead.list('token', null, never)).toEqual({ kind: 'later', afterMs: null });
});

it('does not wait for ever, and stops when told', async () => {
  const slow = await serve(() => {}, 20);
  expect(await slow.send('token', { id: 'a', text: 'x' })).toEqual({ kind: 'later', afterMs: null });
  const silent = await serve(() => {}, 60_000);
  expect(await silent.list('token', null, AbortSignal.abort())).toEqual({ kind: 'later', afterMs: null });
});

it('sends what the contract asks for', async () => {
  const seen: string[] = [];
  const api = await serve(async (request, response) => {
    const { authorization, 'last-event-id': lastEventId, cookie } = request.headers;
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push([request.method, request.url, authorization, lastEventId, cookie, body].join(' '));
    response.end('{}');
  });
  await api.openSession('chan_1', undefined);
  await api.openSession('chan_1', 'old');
  await api.send('t', { id: 'w_1', text: 'Hi', state: 'queued' } as { id: string; text: string });
  await api.list('t', null, never);
  await api.list('t', 'a/b', never);
  await api.follow('t', null, never);
  await api.follow('t', 'c9', never);
  expect(seen).toEqual([
    'POST /v1/chat/sessions    {"channel":"chan_1"}',
    'POST /v1/chat/sessions    {"channel":"chan_1","token":"old"}',
    'POST /v1/chat/messages Bearer t   {"id":"w_1","text":"Hi"}',
    'GET /v1/chat/messages?limit=100 Bearer t   ',
    'GET /v1/chat/messages?limit=100&after=a%2Fb Bearer t   ',
    'GET /v1/chat/events Bearer t   ',
    'GET /v1/chat/events Bearer t c9  ',
  ]);
});

it('keeps a stream open beyond the time for an answer, until it is stopped', async () => {
  const api = await serve((_, response) => {
    response.writeHead(200).write('first');
    setTimeout(() => response.write('second'), 60);
  }, 20);
  const stop = new AbortController();
  const answer = await api.follow('t', null, stop.signal);
  if (answer.kind !== 'ok') throw new Error('expected a stream');
  const reader = answer.body.getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  expect([await read(), await read()]).toEqual(['first', 'second']);
  stop.abort();
  await expect(reader.read()).rejects.toThrow();
});
