import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { judgeOutboundUrl, type OutboundRules } from '../outbound/outbound-url.ts';
import { publicLookup } from './public-lookup.ts';

export type Call = {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** Asked with the connection open, in the moment before the first byte. */
  mayWrite?: () => boolean;
};

export type Called =
  | { kind: 'answered'; status: number; retryAfter: string | undefined; body: string }
  /** No byte has left: nothing can have happened. */
  | { kind: 'not_written'; reason: string }
  | { kind: 'withheld' }
  /** Something has left, and no whole answer came. */
  | { kind: 'unanswered'; reason: string };

export type CarrierLine = { call(call: Call): Promise<Called>; close(): void };

const ANSWER_MAX = 1_048_576;
/** Shorter than servers keep an idle connection, so that a request does not meet one that is being closed. */
const IDLE_MS = 4_000;

/**
 * The connections of one process to carriers, kept open between calls. `fetch` cannot say when the first byte leaves. An
 * address that an organisation has given leads to the public internet, or nowhere.
 */
export function openCarrierLine(rules: OutboundRules): CarrierLine {
  const options = { keepAlive: true, maxSockets: 64, timeout: IDLE_MS };
  const agents = (more: object) => ({
    'http:': new HttpAgent({ ...options, ...more }),
    'https:': new HttpsAgent({ ...options, ...more }),
  });
  const [outside, allowed] = [agents({ lookup: publicLookup }), agents({})];
  return {
    call(call) {
      const verdict = judgeOutboundUrl(call.url.href, rules);
      if (verdict.kind === 'refused') return Promise.resolve({ kind: 'not_written', reason: verdict.message });
      return callOver((verdict.allowed ? allowed : outside)[call.url.protocol as 'https:'], call);
    },
    close: () => [outside, allowed].flatMap(Object.values<HttpAgent>).forEach((agent) => void agent.destroy()),
  };
}

function callOver(agent: HttpAgent | HttpsAgent, { url, body, mayWrite = () => true, ...call }: Call): Promise<Called> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve) => {
    let written = false;
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing: ClientRequest = (secure ? httpsRequest : httpRequest)(url, {
      method: call.method,
      headers: { ...call.headers, ...length },
      signal: call.signal,
      agent,
    });
    const write = (): void => {
      if (outgoing.destroyed) return;
      if (mayWrite()) {
        written = true;
        outgoing.end(body);
        return;
      }
      resolve({ kind: 'withheld' });
      outgoing.destroy();
    };
    const broken = (error: Error): void =>
      resolve({ kind: written ? 'unanswered' : 'not_written', reason: reasonOf(error) });
    outgoing.once('socket', (socket) => whenOpen(socket, secure, write));
    outgoing.once('response', (answer) => void read(answer).then(resolve, broken));
    outgoing.on('error', broken);
  });
}

function whenOpen(socket: Socket, secure: boolean, open: () => void): void {
  if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', open);
  else open();
}

async function read(answer: IncomingMessage): Promise<Called> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ANSWER_MAX) throw new Error(`the answer is longer than ${ANSWER_MAX} bytes`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  return { kind: 'answered', status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'], body };
}

/** Several addresses of one name fail as one error without words of its own. */
function reasonOf(error: Error & { code?: string; cause?: unknown }): string {
  if (error.name === 'AbortError' && error.cause instanceof Error) return error.cause.message;
  return error.message || error.code || error.name;
}
