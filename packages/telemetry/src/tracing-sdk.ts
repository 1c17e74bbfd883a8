import type { TracerProvider as AnyTracerProvider, ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ConsoleSpanExporter,
  ParentBasedSampler,
  type Sampler,
  SimpleSpanProcessor,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TracingEnv } from './tracing-env.ts';

export type TracingSdk = {
  provider: AnyTracerProvider & { shutdown(): Promise<void> };
  contextManager: ContextManager;
};

export type TracingSettings = { service: string; version: string; env: TracingEnv; spanProcessor?: SpanProcessor };

/** Loaded only when traces are wanted: these packages take longer to load than a process takes to start. */
export function createTracingSdk(settings: TracingSettings): TracingSdk {
  const { env, spanProcessor = processorFor(env) } = settings;
  const provider = new TracerProvider({
    resource: resourceOf(settings),
    sampler: samplerFor(env),
    spanProcessors: [spanProcessor],
  });
  return { provider, contextManager: new AsyncLocalStorageContextManager() };
}

function resourceOf({ service, version, env }: TracingSettings) {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.namespace': 'parley', 'service.version': version }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
    .merge(resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME ?? service }));
}

function processorFor(env: TracingEnv): SpanProcessor {
  if (env.OTEL_TRACES_EXPORTER === 'console') return new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() });
  return new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: tracesUrl(env) }) });
}

function tracesUrl(env: TracingEnv): string | undefined {
  if (env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) return env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return base && `${base.replace(/\/$/, '')}/v1/traces`;
}

function samplerFor(env: TracingEnv): Sampler {
  const ratio = new TraceIdRatioBasedSampler(env.OTEL_TRACES_SAMPLER_ARG ?? 1);
  switch (env.OTEL_TRACES_SAMPLER) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return ratio;
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: ratio });
    default:
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
  }
}
