import { currentTraceparent, setSpanAttributes, withSpan } from '@parley/telemetry/trace';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../context.ts';

export const requestIdOf = (res: Response): string => res.locals.requestId as string;
export const traceparentOf = (res: Response): string | null => res.locals.traceparent as string | null;

/** As nginx writes it: nobody was there any more to take the answer. */
const CLIENT_LEFT = 499;

/** A request's id, its span and its one line in the log. */
export function requestScope(ctx: ApiContext): RequestHandler {
  return (req, res, next) => {
    const requestId = ctx.core.newId('request');
    const startedAt = performance.now();
    res.locals.requestId = requestId;
    res.setHeader('Request-Id', requestId);
    // A trace begins here: a stranger's header must not choose its id, or whether it is kept.
    void withSpan(`HTTP ${req.method}`, { kind: 'server', parent: null }, async () => {
      res.locals.traceparent = currentTraceparent();
      await finished(res, next);
      const route = routeOf(req);
      const status = res.writableFinished || res.locals.streamed ? res.statusCode : CLIENT_LEFT;
      setSpanAttributes({
        'http.request.method': req.method,
        'http.route': route ?? undefined,
        'http.response.status_code': status,
      });
      ctx.events.requestDone({
        method: req.method,
        route,
        status,
        streamed: res.locals.streamed === true,
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
