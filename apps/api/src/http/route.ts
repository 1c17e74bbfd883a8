import type { VisitorClaims } from '@parley/channels/web-chat/visitor-token';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { ApiContext } from '../context.ts';
import type { MemberCaller, UserCaller } from './who.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

type BodyOf<R> = {
  [S in keyof R]: {
    status: S;
    body: R[S] extends { body: infer B } ? (B extends z.ZodType ? z.input<B> : null) : never;
  };
}[keyof R];

type ByPermission<P> = P extends 'public' | 'carrier'
  ? object
  : P extends 'visitor'
    ? { visitor: VisitorClaims }
    : P extends 'user'
      ? { caller: UserCaller }
      : { caller: MemberCaller };

/** Who calls, as the endpoint's permission asks for it. */
export type Caller<E extends Endpoint> = ByPermission<E['permission']>;

export type Call<E extends Endpoint> = {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
  /** The page that calls, where a browser says it. */
  origin: string | null;
  req: Request;
  res: Response;
} & Caller<E>;

/** `streamed`: the handler has taken the response over. */
export type Answer<E extends Endpoint> = BodyOf<E['responses']> | 'streamed';

export type Route = { endpoint: Endpoint; handle: (ctx: ApiContext, call: never) => Promise<unknown> };

/**
 * Ties an endpoint of the contract to what it does: the types of input and answer follow from the contract. In two calls,
 * because TypeScript fixes the endpoint's type only after the first.
 */
export const implement =
  <E extends Endpoint>(endpoint: E) =>
  (handle: (ctx: ApiContext, call: Call<E>) => Promise<Answer<E>>): Route => ({ endpoint, handle });
