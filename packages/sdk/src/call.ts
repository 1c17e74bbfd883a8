import type { contract } from '@parley/shared/contract/all';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import type { z } from 'zod';
import type { ServerSentEvent } from './server-sent-events.ts';

/*
 * No code is generated: the contract's zod schemas are TypeScript values, so the compiler reads request and answer
 * types from the very schemas the API validates with. There is no second copy that could be out of date.
 */

export type CallOptions = {
  signal?: AbortSignal;
  /** How long to wait for the whole answer, or for an event stream to open. */
  timeoutMs?: number;
  headers?: Record<string, string>;
};

/** Keys optional as the caller may leave them out (defaults), values as they are after coercion. */
type Given<S extends z.ZodObject> = {
  [K in keyof z.input<S>]: K extends keyof z.output<S> ? z.output<S>[K] : never;
};

// biome-ignore lint/complexity/noBannedTypes: `{}` is the test for "nothing is required", and the empty part of a call.
type Part<Name extends string, T> = {} extends T ? { [K in Name]?: T } : { [K in Name]: T };

type Parts<E extends Endpoint> = (E extends { params: infer P extends z.ZodObject }
  ? Part<'params', Given<P>>
  : unknown) &
  (E extends { query: infer Q extends z.ZodObject } ? Part<'query', Given<Q>> : unknown) &
  (E extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : unknown);

type Call<E extends Endpoint> = Parts<E> & CallOptions;

// biome-ignore lint/complexity/noBannedTypes: as above.
type Arguments<E extends Endpoint> = {} extends Call<E> ? [call?: Call<E>] : [call: Call<E>];

type AnswerBody<E extends Endpoint> = E['responses'][keyof E['responses'] & number] extends {
  body: infer B extends z.ZodType;
}
  ? z.output<B>
  : undefined;

type Method<E extends Endpoint> = E['responses'] extends { 200: { contentType: 'text/event-stream' } }
  ? (...call: Arguments<E>) => AsyncGenerator<ServerSentEvent, void>
  : (...call: Arguments<E>) => Promise<AnswerBody<E>>;

/** One method per endpoint of the contract, named by its id. */
export type Client = {
  [E in (typeof contract)[number] as E['id']]: Method<E>;
};

/** What any call looks like once its types have done their work. */
export type AnyCall = CallOptions & {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
};
