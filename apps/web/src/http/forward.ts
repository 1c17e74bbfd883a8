import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { makeId } from '@parley/shared/ids';
import { WEB_TOKEN_HEADER } from '@parley/shared/web-token';
import type { Logger } from '@parley/telemetry/logger';
import { endToEnd } from './hop-by-hop.ts';
import { failureOf, SilentApi, sendProblem } from './problem.ts';

/*
 * The browser talks to one origin; these paths are the api's. They pass through here as a plain pipe rather than through a
 * Next route handler, which costs ten times as much (measured: 1.2 ms of CPU per request against 0.1 ms) and knows neither
 * the peer's address nor when a body is cut off.
 */

const PREFIXES = ['/v1', '/docs', '/widget.js'];

/** Longer than the longest wait that the api offers (`Prefer: wait=30`). An event stream may be silent once it is open. */
const ANSWER_WITHIN_MS = 45_000;

export type ForwardParts = {
  apiUrl: URL;
  /** Shows the api that the address which is passed on is true; null where none was agreed on. */
  webToken: string | null;
  log: Logger;
  now: () => Date;
  randomBytes: (size: number) => Uint8Array;
  answerWithinMs?: number;
};

export type Forwarder = {
  /** True when the path is the api's: the request is on its way there. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  close(): void;
};

export function createForwarder(parts: ForwardParts): Forwarder {
  const secure = parts.apiUrl.protocol === 'https:';
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const send = secure ? httpsRequest : httpRequest;

  const open = (request: IncomingMessage) =>
    send(parts.apiUrl, {
      agent,
      method: request.method,
      // Appended, never resolved: `//elsewhere` must not change the host.
      path: parts.apiUrl.pathname.replace(/\/$/, '') + request.url,
      headers: headersToApi(request, parts),
    });

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const upstream = open(request);
    upstream.setTimeout(parts.answerWithinMs ?? ANSWER_WITHIN_MS, () => upstream.destroy(new SilentApi()));
    upstream.on('response', (answer) => {
      upstream.setTimeout(0);
      relay(answer, response);
    });
    upstream.on('error', (error) => {
      if (response.headersSent || response.destroyed) return;
      const requestId = makeId('request', parts.now(), parts.randomBytes);
      const failure = failureOf(error);
      parts.log.warn({ request_id: requestId, code: failure.code, reason: error.message }, 'the api did not answer');
      sendProblem(response, { ...failure, request_id: requestId });
    });
    // The visitor left: the api should not go on working for nobody.
    response.on('close', () => {
      if (!response.writableFinished) upstream.destroy();
    });
    request.pipe(upstream);
  }

  return {
    handle(request, response) {
      if (!isApiPath(request.url ?? '')) return false;
      forward(request, response);
      return true;
    },
    close: () => agent.destroy(),
  };
}

function isApiPath(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return PREFIXES.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

function relay(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
  // An event stream's headers must not wait for its first event.
  response.flushHeaders();
  // Either side that breaks off takes the other with it; there is nothing left to tell anyone.
  pipeline(answer, response, () => {});
}

function headersToApi(request: IncomingMessage, { apiUrl, webToken }: Pick<ForwardParts, 'apiUrl' | 'webToken'>) {
  const { socket } = request;
  // A client's own token goes no further.
  const { [WEB_TOKEN_HEADER]: _, ...headers } = request.headers;
  const chunked = headers['transfer-encoding'] !== undefined;
  return {
    ...endToEnd(headers),
    // Node frames a body by itself only for some methods: without this, a chunked DELETE would run into the next request.
    ...(chunked && { 'transfer-encoding': 'chunked' }),
    host: apiUrl.host,
    ...(webToken !== null && { [WEB_TOKEN_HEADER]: webToken }),
    'x-forwarded-for': [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', '),
    'x-forwarded-host': headers['x-forwarded-host'] ?? headers.host ?? '',
    'x-forwarded-proto': headers['x-forwarded-proto'] ?? 'http',
  };
}
