import { contract } from '@parley/shared/contract/all';
import { ParleyError } from '@parley/shared/errors';
import type { Check } from '@parley/telemetry/health';
import { createOpsHandler, type OpsHandler } from '@parley/telemetry/ops-server';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import type { ApiContext } from './context.ts';
import { chatCors } from './http/cors.ts';
import { mountDocs } from './http/docs-page.ts';
import { assertContractKept, mountRoutes } from './http/mount.ts';
import { openApiOf } from './http/openapi.ts';
import { problemOf } from './http/problem.ts';
import { requestIdOf, requestScope } from './http/request-scope.ts';
import { mountWidget } from './http/widget-file.ts';
import { routes } from './routes/all.ts';

/** What the health pages say. */
export type ServerFacts = { checks: () => Promise<readonly Check[]>; startedAt: Date };

/** The api as an Express app: no port, no signal, no side effect. */
export function createServer(ctx: ApiContext, facts: ServerFacts): Express {
  assertContractKept(contract, routes);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  // Express reads forwarded headers as anyone writes them; ours are read in client-address.ts alone.
  app.set('trust proxy', false);
  app.set('query parser', 'simple');

  app.use(ops(opsHandlerOf(ctx, facts)));
  app.use(requestScope(ctx));
  app.use(helmet({ contentSecurityPolicy: { directives: API_CSP }, crossOriginResourcePolicy: false }));
  app.use('/v1/chat', chatCors);
  mountWidget(app, ctx.log);
  mountDocs(app, openApiOf(contract, PARLEY_VERSION));
  mountRoutes(app, ctx, routes);
  app.use((req) => {
    throw new ParleyError(
      'not_found',
      'no_such_route',
      `There is no ${req.method} ${req.path} here. The API's reference is at /docs.`,
    );
  });
  app.use(answerErrors(ctx));
  return app;
}

// JSON answers load nothing; pages that need more say so themselves.
const API_CSP = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] };

const opsHandlerOf = (ctx: ApiContext, { checks, startedAt }: ServerFacts): OpsHandler =>
  createOpsHandler({
    metrics: ctx.metrics,
    checks,
    version: { version: PARLEY_VERSION, commit: ctx.config.commit, startedAt },
  });

const ops =
  (handler: OpsHandler): express.RequestHandler =>
  (req, res, next) => {
    if (!handler(req, res)) next();
  };

/** Where nobody knows when there will be room again. */
const LATER_SECONDS = 5;

/** The one place where an error becomes an answer. */
function answerErrors(ctx: ApiContext): ErrorRequestHandler {
  return (error: unknown, _req, res, _next) => {
    const { status, body } = problemOf(error, requestIdOf(res));
    res.locals.errorCode = body.error.code;
    if (status >= 500) res.locals.error = error;
    if (res.headersSent) {
      ctx.log.warn({ err: error }, 'an answer broke off');
      res.destroy();
      return;
    }
    if (status === 503) res.setHeader('Retry-After', '1');
    if (status === 429 && !res.hasHeader('Retry-After')) res.setHeader('Retry-After', String(LATER_SECONDS));
    res.status(status).json(body);
  };
}
