import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import type { WebContext } from './context.ts';
import { answerHealth } from './http/health.ts';
import { PAGE_FACTS } from './http/page-facts.ts';
import type { PagesDoor } from './http/pages-door.ts';
import { contentSecurityPolicy, setSecureHeaders } from './http/secure-headers.ts';

export type ServerParts = { pages: PagesDoor; startedAt: Date };

/** Health pages, the api's paths, and for all else the dashboard's pages. */
export function createServer(ctx: WebContext, { pages, startedAt }: ServerParts): Server {
  const version = { version: PARLEY_VERSION, commit: ctx.config.commit, startedAt };
  return createHttpServer((request, response) => {
    if (answerHealth({ pagesAreOpen: pages.isOpen, version }, request, response)) return;
    if (ctx.forwarder.handle(request, response)) return;
    dressPage(ctx, request, response);
    void pages.answer(request, response);
  });
}

function dressPage(ctx: WebContext, request: IncomingMessage, response: ServerResponse): void {
  const { development, chatPageUrl } = ctx.config;
  const nonce = Buffer.from(ctx.randomBytes(16)).toString('base64');
  const policy = contentSecurityPolicy(nonce, development);
  request.headers['content-security-policy'] = policy;
  request.headers[PAGE_FACTS.nonce] = nonce;
  request.headers[PAGE_FACTS.chatPageUrl] = chatPageUrl ?? undefined;
  setSecureHeaders(response, policy);
}
