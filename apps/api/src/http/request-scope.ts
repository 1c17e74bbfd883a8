import { currentTraceparent, setSpanAttributes, withSpan } from '@parley/telemetry/trace';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../context.ts';

export const requestIdOf = (res: Response): string => res.locals.requestId as string;
export const traceparentOf = (res: Response): string | null => res.locals.traceparent as string | null;

/** A request's id, its span and its one line in the log. */
export function requestScope(ctx: ApiContext): RequestHandler {
  return (req, res, next) => {
    const requestId = ctx.core.newId('request');
    const startedAt = performance.now();
    res.locals.requestId = requestId;
    res.setHeader('Request-Id', requestId);
    const parent = typeof req.headers.traceparent === 'string' ? req.headers.traceparent : null;
    void withSpan(`HTTP ${req.method}`, { kind: 'server', parent }, async () => {
      res.locals.traceparent = currentTraceparent();
      await finished(res, next);
      const route = routeOf(req);
      setSpanAttributes({
        'http.request.method': req.method,
        'http.route': route ?? undefined,
        'http.response.status_code': res.statusCode,
      });
      ctx.events.requestDone({
        method: req.method,
        route,
        status: res.statusCode,
        durationMs: performance.now() - startedAt,
        requestId,
        errorCode: res.locals.errorCode as string | undefined,
        error: res.locals.error as unknown,
      });
    });
  };
}

const finished = (res: Response, next: NextFunction): Promise<void> =>
  new Promise((resolve) => {
    res.once('close', resolve);
    next();
  });

const routeOf = (req: Request): string | null => (req.route as { path?: string } | undefined)?.path ?? null;
