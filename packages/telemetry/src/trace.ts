import {
  type Attributes,
  type Context,
  context,
  diag,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Logger } from './logger.ts';
import { plainError, redactText } from './redact.ts';
import { type TracingEnv, tracingWanted } from './tracing-env.ts';
import type { TracingSdk } from './tracing-sdk.ts';

/*
 * Spans are made by hand, a few per turn, where a person would look: the request, the claim, the model call, the tool,
 * the send. Automatic instrumentation of http, pg and Express costs several times a turn's own work, must be loaded
 * before everything else, and puts SQL and addresses with personal data into the traces.
 */

export type SpanAttributes = Record<string, string | number | boolean | string[] | undefined>;

export type SpanOptions = {
  kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  attributes?: SpanAttributes;
  /** A stored traceparent to go on from; null begins a new trace; absent: the span we are in. */
  parent?: string | null;
};

export type Tracing = { stop(): Promise<void> };

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

// The last spans are worth less than a process that stops when it is told to.
const SHUTDOWN_MS = 1_000;

let tracer: Tracer | null = null;

/** Does nothing, and loads nothing, unless an OTEL_* variable asks for traces. */
export async function startTracing(options: {
  service: string;
  version: string;
  env: TracingEnv;
  log?: Logger;
}): Promise<Tracing> {
  if (tracer || !tracingWanted(options.env)) return { stop: async () => {} };
  const { createTracingSdk } = await import('./tracing-sdk.ts');
  if (options.log) sayFirstFailure(options.log);
  return traceWith(createTracingSdk(options));
}

/** One tracer per process. Tests hand in an SDK with an exporter of their own. */
export function traceWith({ provider, contextManager }: TracingSdk): Tracing {
  context.setGlobalContextManager(contextManager.enable());
  trace.setGlobalTracerProvider(provider);
  tracer = provider.getTracer('parley');
  let stopped: Promise<void> | null = null;
  return {
    stop() {
      stopped ??= stopTracing(provider);
      return stopped;
    },
  };
}

async function stopTracing(provider: TracingSdk['provider']): Promise<void> {
  tracer = null;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, SHUTDOWN_MS);
  await Promise.race([provider.shutdown().catch(() => {}), late]);
  clearTimeout(timer);
  trace.disable();
  context.disable();
  diag.disable();
}

export function withSpan<T>(name: string, options: SpanOptions, run: () => Promise<T>): Promise<T> {
  if (!tracer) return run();
  const settings = { kind: KINDS[options.kind ?? 'internal'], attributes: cleanAttributes(options.attributes) };
  return tracer.startActiveSpan(name, settings, parentContext(options.parent), (span) => runInSpan(span, run));
}

async function runInSpan<T>(span: Span, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { name, message, stack } = plainError(error);
    span.recordException({ name, message, stack });
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    throw error;
  } finally {
    span.end();
  }
}

export function setSpanAttributes(attributes: SpanAttributes): void {
  if (!tracer) return;
  trace.getActiveSpan()?.setAttributes(cleanAttributes(attributes));
}

/** What to store beside work that another process will go on with; null when nothing is traced. */
export function currentTraceparent(): string | null {
  if (!tracer) return null;
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return null;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})/;

/** Null for what is not a W3C traceparent: it comes from strangers' headers, and a trace is never worth an error. */
export function fromTraceparent(traceparent: string): SpanContext | null {
  const [, traceId = '', spanId = '', flags = '00'] = TRACEPARENT.exec(traceparent) ?? [];
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(span) ? span : null;
}

function parentContext(parent: string | null | undefined): Context {
  if (parent === undefined) return context.active();
  const span = parent === null ? null : fromTraceparent(parent);
  return span ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT;
}

function cleanAttributes(attributes: SpanAttributes = {}): Attributes {
  const clean: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    clean[name] = typeof value === 'string' ? redactText(value) : Array.isArray(value) ? value.map(redactText) : value;
  }
  return clean;
}

/** A collector that is away would fill the log: one line says it. */
function sayFirstFailure(log: Logger): void {
  let said = false;
  const say = (problem: string) => {
    if (!said) log.warn({ problem }, 'traces could not be exported; further failures are not reported');
    said = true;
  };
  const quiet = () => {};
  diag.setLogger({ error: say, warn: quiet, info: quiet, debug: quiet, verbose: quiet });
}
