import { promises as dns, type LookupAddress } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { bounded } from './bounded.ts';
import { bareHost, judgeOutboundUrl, type OutboundRules } from './outbound-url.ts';
import { isPublicAddress } from './public-address.ts';

export type OutboundRequest = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
};

export type SafeFetch = (url: string, request?: OutboundRequest) => Promise<Response>;

export type SafeFetchOptions = OutboundRules & {
  /** For all of it: name server, connection, answer and body. */
  timeoutMs?: number;
  /** A longer body breaks off with an error. */
  maxBytes?: number;
  resolve?: (host: string) => Promise<LookupAddress[]>;
};

/** The rules do not let this address be called; trying again would not help. */
export class OutboundRefused extends Error {
  override name = 'OutboundRefused';
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1_048_576;
const resolveAll = (host: string) => dns.lookup(host, { all: true, verbatim: true });

/**
 * Calls an address that someone of an organisation has given. The name is resolved once, every address it has must be
 * public, and the connection is made to one of those very addresses: a name server that answers differently the second
 * time is not asked a second time. No redirect is followed, no proxy used, no cookie kept, nothing decompressed.
 */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, resolve = resolveAll } = options;
  return async (given, request = {}) => {
    const verdict = judgeOutboundUrl(given, options);
    if (verdict.kind === 'refused') throw new OutboundRefused(verdict.message);
    const { url, allowed } = verdict;
    const late = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([late, request.signal]) : late;
    const addresses = await inTime(signal, addressesOf(bareHost(url.hostname), resolve));
    if (!allowed && !addresses.every(({ address }) => isPublicAddress(address))) {
      throw new OutboundRefused('The host leads into a private network. Give an address on the public internet.');
    }
    const answer = await send(url, { ...request, signal }, pinnedTo(addresses));
    return responseOf(answer, maxBytes);
  };
}

async function addressesOf(host: string, resolve: NonNullable<SafeFetchOptions['resolve']>): Promise<LookupAddress[]> {
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length === 0) throw new Error('The host has no address.');
  return addresses;
}

/** A name server is asked by the system's resolver, which cannot be stopped; it need not be waited for. */
async function inTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const give = () => reject(signal.reason);
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}

const pinnedTo =
  (addresses: LookupAddress[]): LookupFunction =>
  (_host, { all }, give) => {
    const [first] = addresses;
    if (all) give(null, addresses);
    else give(null, first?.address ?? '', first?.family);
  };

function send(url: URL, request: OutboundRequest, lookup: LookupFunction): Promise<IncomingMessage> {
  const { method = 'GET', headers, body, signal } = request;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const ask = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest = ask(url, {
      method,
      headers: { ...headers, ...length, 'accept-encoding': 'identity' },
      lookup,
      signal,
      // A connection of its own: one that is kept would be taken for a name whose addresses were not looked at.
      agent: false,
      maxHeaderSize: 16_384,
    });
    outgoing.once('response', resolve).once('error', reject).end(body);
  });
}

const BODILESS = new Set([204, 205, 304]);

function responseOf(answer: IncomingMessage, maxBytes: number): Response {
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) {
    answer.destroy();
    throw new Error(`The answer has the status ${status}, which means nothing.`);
  }
  const headers = new Headers();
  for (let i = 0; i < answer.rawHeaders.length; i += 2) {
    headers.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '');
  }
  if (BODILESS.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  // What goes wrong meets whoever reads the body.
  const body = pipeline(answer, bounded(maxBytes), () => {});
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { status, headers });
}
