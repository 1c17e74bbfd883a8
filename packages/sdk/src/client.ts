import { contract } from '@parley/shared/contract/all';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { errorFromResponse, noAnswer, unexpectedAnswer } from './api-error.ts';
import type { AnyCall, Client } from './call.ts';
import { readServerSentEvents, type ServerSentEvent } from './server-sent-events.ts';

export type ClientOptions = {
  /** The API's address, without `/v1`. Empty in a browser: the page's own origin. */
  baseUrl: string;
  /** Sent as `Authorization: Bearer …`. */
  token?: string;
  headers?: Record<string, string>;
  fetch?: typeof fetch;
};

const DEFAULT_TIMEOUT_MS = 15_000;

/** A client of the public API: one method per endpoint; answers are validated, refusals are `ApiError`s. */
export function createClient(options: ClientOptions): Client {
  const methods = contract.map((endpoint: Endpoint) => [
    endpoint.id,
    isEventStream(endpoint)
      ? (call: AnyCall = {}) => follow(options, endpoint, call)
      : (call: AnyCall = {}) => ask(options, endpoint, call),
  ]);
  return Object.fromEntries(methods) as Client;
}

const isEventStream = (endpoint: Endpoint) => endpoint.responses[200]?.contentType === 'text/event-stream';

async function ask(options: ClientOptions, endpoint: Endpoint, call: AnyCall): Promise<unknown> {
  const deadline = startDeadline(call);
  try {
    const response = await send(options, endpoint, call, deadline.signal);
    return await readAnswer(endpoint, response);
  } catch (error) {
    throw nameFailure(error, deadline, call);
  } finally {
    deadline.clear();
  }
}

async function* follow(
  options: ClientOptions,
  endpoint: Endpoint,
  call: AnyCall,
): AsyncGenerator<ServerSentEvent, void> {
  const deadline = startDeadline(call);
  try {
    const response = await send(options, endpoint, call, deadline.signal);
    deadline.clear();
    if (response.body) yield* readServerSentEvents(response.body);
  } catch (error) {
    throw nameFailure(error, deadline, call);
  } finally {
    deadline.clear();
  }
}

async function send(options: ClientOptions, endpoint: Endpoint, call: AnyCall, signal: AbortSignal): Promise<Response> {
  const headers = new Headers({ accept: isEventStream(endpoint) ? 'text/event-stream' : 'application/json' });
  if (options.token) headers.set('authorization', `Bearer ${options.token}`);
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  for (const [name, value] of Object.entries({ ...options.headers, ...call.headers })) headers.set(name, value);

  const response = await (options.fetch ?? fetch)(addressOf(options.baseUrl, endpoint, call), {
    method: endpoint.method.toUpperCase(),
    headers,
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    signal,
  });
  if (!response.ok) throw await errorFromResponse(response);
  return response;
}

function addressOf(baseUrl: string, endpoint: Endpoint, call: AnyCall): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(call.params?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  return baseUrl.replace(/\/+$/, '') + path + (query.size > 0 ? `?${query}` : '');
}

async function readAnswer(endpoint: Endpoint, response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    const declared = endpoint.responses[response.status];
    if (!declared) throw new Error(`status ${response.status} is not in the contract`);
    return declared.body?.parse(JSON.parse(text));
  } catch (cause) {
    const message = `The answer to ${endpoint.id} is not in the expected form. Are client and API of the same version?`;
    throw unexpectedAnswer(response, message, cause);
  }
}

type Deadline = { signal: AbortSignal; passed: () => boolean; clear: () => void };

/** A clearable time-out joined with the caller's own signal: an event stream may last once it is open. */
function startDeadline(call: AnyCall): Deadline {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), call.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const signal = call.signal ? AbortSignal.any([timeout.signal, call.signal]) : timeout.signal;
  return { signal, passed: () => timeout.signal.aborted, clear: () => clearTimeout(timer) };
}

/** A caller who aborts gets the reason given; fetch tells every network failure as a TypeError. */
function nameFailure(error: unknown, deadline: Deadline, call: AnyCall): unknown {
  if (call.signal?.aborted) return call.signal.reason;
  if (deadline.passed()) return noAnswer('timeout', 'The API took too long to answer. Try again in a moment.', error);
  if (!(error instanceof TypeError)) return error;
  return noAnswer('unreachable', 'The API cannot be reached. Is it running, and is the address right?', error);
}
