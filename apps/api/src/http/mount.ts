import { type Endpoint, takesIdempotencyKey } from '@parley/shared/contract/endpoint';
import { ParleyError } from '@parley/shared/errors';
import express, { type Express, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { callerOf, originOf } from './caller.ts';
import { type JsonAnswer, onceOnly } from './idempotency.ts';
import { inputWords } from './input-words.ts';
import { invalidInput } from './problem.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import type { Route } from './route.ts';
import type { MemberCaller, UserCaller } from './who.ts';

/** Refuses to go on when contract and routes differ: an undocumented route, and a promised one that is not there. */
export function assertContractKept(contract: readonly Endpoint[], routes: readonly Route[]): void {
  const promised = new Set(contract.map((endpoint) => endpoint.id));
  const mounted = routes.map((route) => route.endpoint.id);
  const strangers = mounted.filter((id) => !promised.has(id));
  const missing = [...promised].filter((id) => !mounted.includes(id));
  const unguarded = contract.filter((endpoint) => !endpoint.permission).map((endpoint) => endpoint.id);
  const problems = [
    ...strangers.map((id) => `${id} has a route but no entry in the contract`),
    ...missing.map((id) => `${id} is in the contract but has no route`),
    ...unguarded.map((id) => `${id} declares no permission`),
  ];
  if (problems.length > 0) throw new Error(`the api does not keep its contract: ${problems.join('; ')}`);
}

type AnyCaller = Awaited<ReturnType<typeof callerOf>>;

const BODY_LIMIT = '64kb';
/** As it came: a signature covers every byte of it. */
const raw = express.raw({ limit: BODY_LIMIT, type: () => true, inflate: false });
const jsonOf = ({ bodyLimitKb }: Endpoint) => express.json({ limit: bodyLimitKb ? `${bodyLimitKb}kb` : BODY_LIMIT });
const neverLimited: RateLimit = { byCaller: () => {}, byAccount: () => {} };

export function mountRoutes(app: Express, ctx: ApiContext, routes: readonly Route[]): void {
  const limitOfCalls = createRateLimit({ ...ctx, limits: ctx.config.limits });
  for (const route of routes) {
    const isCarriers = route.endpoint.permission === 'carrier';
    // A carrier does not come again after a 429: what it brings is taken in, and waits.
    const limit = isCarriers ? neverLimited : limitOfCalls;
    const { method, path } = route.endpoint;
    app[method](
      path,
      // Who calls, and how often, comes before what is said: a stranger's body is not even read.
      async (req, res, next) => {
        const caller = await callerOf(ctx, route.endpoint, req, res).catch((error: unknown) => {
          // Whoever tries keys and tokens is limited too, by where they are.
          if (error instanceof ParleyError && error.type === 'unauthenticated')
            limit.byCaller(route.endpoint, {}, req, res);
          throw error;
        });
        res.locals.caller = caller;
        limit.byCaller(route.endpoint, caller, req, res);
        next();
      },
      isCarriers ? raw : jsonOf(route.endpoint),
      (req, res, next) => {
        limit.byAccount(route.endpoint, res.locals.caller as AnyCaller, req, res);
        next();
      },
      (req, res) => serve(ctx, route, req, res),
    );
  }
}

async function serve(ctx: ApiContext, { endpoint, handle }: Route, req: Request, res: Response): Promise<void> {
  const caller = res.locals.caller as AnyCaller;
  // A stream of something looks for it first, and ends a HEAD itself.
  if (req.method === 'HEAD' && !endpoint.params && endpoint.responses[200]?.contentType === 'text/event-stream') {
    // A HEAD would hold a stream open that nobody reads.
    res.type('text/event-stream').end();
    return;
  }
  if (endpoint.body && !req.is('application/json')) {
    throw new ParleyError(
      'invalid_request',
      'not_json',
      'Send the body as JSON, with `Content-Type: application/json`.',
      { param: 'body' },
    );
  }
  const call = {
    params: parsed('path', endpoint.params, req.params),
    query: parsed('query', endpoint.query, req.query),
    body: parsed('body', endpoint.body, req.body),
    origin: originOf(req),
    ...caller,
    req,
    res,
  };
  const run = (within: ApiContext) => handle(within, call as never) as Promise<'streamed' | JsonAnswer>;
  const member = memberCallerOf(caller);
  const answer =
    member && takesIdempotencyKey(endpoint)
      ? await onceOnly(ctx, endpoint, member, call, run as (within: ApiContext) => Promise<JsonAnswer>)
      : await run(ctx);
  if (answer !== 'streamed') res.status(answer.status).json(answer.body);
}

const memberCallerOf = ({ caller }: { caller?: UserCaller | MemberCaller }): MemberCaller | null =>
  caller && 'as' in caller ? caller : null;

function parsed(where: 'body' | 'query' | 'path', schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value, { error: inputWords });
  if (!result.success) throw invalidInput(where, result.error);
  return result.data;
}
