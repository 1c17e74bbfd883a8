import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatMessage } from '@parley/shared/contract/chat';
import { buildWidget } from '../build.ts';

type Visitor = { name: string; messages: ChatMessage[]; streams: Set<ServerResponse> };
type Fault =
  /** Refuses with this status, storing nothing. */
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  /** Stores the message and cuts the line before the answer. */
  | { kind: 'lost_answer' };

/**
 * Speaks the chat contract over real HTTP, for the widget's own tests: faults on demand, and a ledger of what it saw.
 * Its state outlives `down()`, as a database outlives a server.
 */
export class ChatServer {
  readonly visitors: Visitor[] = [];
  readonly received: string[] = [];
  /** Who the site said its visitors are, session by session. */
  readonly identities: (string | null)[] = [];
  faults: Fault[] = [];
  /** What the agent says to a message, if anything. */
  answer: (text: string) => string | null = (text) => `You wrote: ${text}`;
  modelLabel: string | null = 'demo model: no language model is called';
  sendsEventsTwice = false;
  holdsStreamsBack = false;
  /** Whether a token that it does not know is refused, or silently stands for somebody new. */
  refusesUnknownTokens = true;
  refusesSessionsWith: number | null = null;
  #tokens = new Map<string, { visitor: Visitor; isExpired: boolean }>();
  #server: Server | null = null;
  #port = 0;
  #count = 0;

  async up(): Promise<this> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch((error) => response.destroy(error));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  /** The process is gone: every line is cut. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get streams(): number {
    return this.visitors.reduce((sum, { streams }) => sum + streams.size, 0);
  }

  visitor(index = 0): Visitor {
    const visitor = this.visitors[index];
    if (!visitor) throw new Error(`no visitor ${index} yet`);
    return visitor;
  }

  say(text: string, over: Partial<ChatMessage> = {}): ChatMessage {
    return this.#add(this.visitor(), { id: `rep_${this.#count}`, author: 'agent', text, model: 'demo', ...over });
  }

  typing(active: boolean): void {
    for (const stream of this.visitor().streams) writeEvent(stream, 'typing', { active });
  }

  /** What the agent has written so far of its answer to a message; `null` takes it back. */
  draft(clientMessageId: string, text: string | null): void {
    const turn_id = `turn_${clientMessageId}`;
    for (const stream of this.visitor().streams) {
      if (text === null) writeEvent(stream, 'draft_reset', { turn_id });
      else writeEvent(stream, 'draft', { turn_id, text });
    }
  }

  cutStreams(): void {
    for (const { streams } of this.visitors) for (const stream of streams) stream.destroy();
  }

  expireTokens(): void {
    for (const token of this.#tokens.values()) token.isExpired = true;
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  #add(visitor: Visitor, over: Partial<ChatMessage> & Pick<ChatMessage, 'id' | 'author' | 'text'>): ChatMessage {
    this.#count += 1;
    const cursor = String(visitor.messages.length + 1).padStart(12, '0');
    const at = new Date().toISOString();
    const message = { cursor, at, client_message_id: null, turn_id: null, model: null, ...over };
    visitor.messages.push(message);
    for (const stream of visitor.streams) this.#writeMessage(stream, message);
    return message;
  }

  #writeMessage(stream: ServerResponse, message: ChatMessage): void {
    if (this.holdsStreamsBack) return;
    for (let i = 0; i < (this.sendsEventsTwice ? 2 : 1); i++) writeEvent(stream, 'message', message, message.cursor);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '');
    response.setHeader('access-control-expose-headers', 'retry-after');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, last-event-id');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();

    const url = new URL(request.url ?? '/', this.origin);
    if (url.pathname === '/widget.js') {
      return void response.setHeader('content-type', 'text/javascript').end(await buildWidget());
    }
    const body = await readBody(request);
    if (url.pathname === '/v1/chat/sessions') return this.#openSession(body, response);

    const token = this.#tokens.get(request.headers.authorization?.slice('Bearer '.length) ?? '');
    if (!token || token.isExpired) return refuse(response, 401, 'unauthenticated');
    if (url.pathname === '/v1/chat/events') return this.#follow(token.visitor, request, response);
    if (request.method === 'GET') return this.#list(token.visitor, url.searchParams, response);
    return this.#receive(token.visitor, body, response);
  }

  #openSession(body: { token?: string; identity?: string }, response: ServerResponse) {
    if (this.refusesSessionsWith) return refuse(response, this.refusesSessionsWith, 'forbidden');
    const known = body.token === undefined ? undefined : this.#tokens.get(body.token);
    if (body.token !== undefined && !known && this.refusesUnknownTokens)
      return refuse(response, 401, 'unauthenticated');
    const visitor = known?.visitor ?? this.#newVisitor();
    this.identities.push(body.identity ?? null);
    const identity = body.identity && { verified: body.identity !== 'forged', message: 'Its signature is not ours.' };
    this.#count += 1;
    const token = `token-${this.#count}`;
    this.#tokens.set(token, { visitor, isExpired: false });
    const agent = { name: 'Robin', greeting: GREETING, model_label: this.modelLabel };
    json(response, 201, { token, expires_at: '2099-01-01T00:00:00Z', agent, identity: identity || undefined });
  }

  #newVisitor(): Visitor {
    const visitor = { name: `visitor ${this.visitors.length}`, messages: [], streams: new Set<ServerResponse>() };
    this.visitors.push(visitor);
    return visitor;
  }

  #follow(visitor: Visitor, request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    if (!this.holdsStreamsBack) response.write(': here\n\n');
    const after = String(request.headers['last-event-id'] ?? '');
    for (const message of visitor.messages) if (message.cursor > after) this.#writeMessage(response, message);
    visitor.streams.add(response);
    response.on('close', () => visitor.streams.delete(response));
  }

  #list(visitor: Visitor, query: URLSearchParams, response: ServerResponse): void {
    const rest = visitor.messages.filter(({ cursor }) => cursor > (query.get('after') ?? ''));
    const data = rest.slice(0, Number(query.get('limit')));
    json(response, 200, { data, has_more: data.length < rest.length, next_cursor: data.at(-1)?.cursor ?? null });
  }

  #receive(visitor: Visitor, { id, text }: { id: string; text: string }, response: ServerResponse) {
    this.received.push(id);
    const fault = this.faults.shift();
    if (fault?.kind === 'status' && fault.retryAfterSeconds) response.setHeader('retry-after', fault.retryAfterSeconds);
    if (fault?.kind === 'status') return refuse(response, fault.status, 'fault');

    const before = visitor.messages.find(({ client_message_id }) => client_message_id === id);
    const message =
      before ??
      this.#add(visitor, {
        id: `msg_${this.#count}`,
        author: 'visitor',
        text,
        client_message_id: id,
        turn_id: `turn_${id}`,
      });
    const answer = before ? null : this.answer(text);
    const reply = { id: `rep_${this.#count}`, author: 'agent', model: 'demo', turn_id: `turn_${id}` } as const;
    if (answer !== null) this.#add(visitor, { ...reply, text: answer });
    if (fault?.kind === 'lost_answer') return void response.destroy();
    const ids = { message_id: message.id, turn_id: `turn_${id}`, conversation_id: 'conv_1' };
    json(response, 202, { ...ids, duplicate: before !== undefined, status: 'waiting', replies: [] });
  }
}

export const GREETING = 'Hello, this is Harbour Street Dental. How can we help you today?';

function writeEvent(stream: ServerResponse, event: string, data: unknown, id?: string): void {
  stream.write(`event: ${event}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const refuse = (response: ServerResponse, status: number, type: string): void =>
  json(response, status, {
    error: { type, code: type, message: `refused: ${type}`, param: null, request_id: 'req_1' },
  });

async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}
