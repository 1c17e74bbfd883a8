import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Forwarder } from './http/forward.ts';
import { answerHealth, type HealthParts } from './http/health.ts';
import { PAGE_FACTS } from './http/page-facts.ts';
import { contentSecurityPolicy, SECURE_HEADERS } from './http/secure-headers.ts';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type ServerParts = {
  health: HealthParts;
  forwarder: Forwarder;
  /** Next's handler, once it has loaded. */
  pages: Promise<PageHandler>;
  chatPageUrl: string | null;
  development: boolean;
  randomBytes: (size: number) => Uint8Array;
};

/** Health pages, the api's paths, and for all else the dashboard's pages. */
export const createWebServer = (parts: ServerParts): Server =>
  createServer((request, response) => {
    if (answerHealth(parts.health, request, response)) return;
    if (parts.forwarder.handle(request, response)) return;
    void answerPage(parts, request, response);
  });

async function answerPage(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const nonce = Buffer.from(parts.randomBytes(16)).toString('base64');
  const policy = contentSecurityPolicy(nonce, parts.development);
  request.headers['content-security-policy'] = policy;
  request.headers[PAGE_FACTS.nonce] = nonce;
  request.headers[PAGE_FACTS.chatPageUrl] = parts.chatPageUrl ?? undefined;
  response.setHeader('content-security-policy', policy);
  for (const [name, value] of Object.entries(SECURE_HEADERS)) response.setHeader(name, value);
  const answer = await parts.pages;
  await answer(request, response);
}
