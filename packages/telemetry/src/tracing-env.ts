import { variable } from '@parley/shared/env';
import { z } from 'zod';

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/**
 * OpenTelemetry's own variables, for every app's `config/env.ts`. The exporter reads its headers, time-out, compression
 * and certificates by itself: they stay out of our configuration and its print-outs.
 */
export const tracingEnvShape = {
  OTEL_SDK_DISABLED: variable(z.enum(['true', 'false']).optional(), {
    doc: 'true switches tracing off, whatever else is set',
    example: 'true',
  }),
  OTEL_TRACES_EXPORTER: variable(z.enum(['otlp', 'console', 'none']).optional(), {
    doc: 'Where spans go; otlp when an endpoint is set, otherwise nowhere',
    example: 'otlp',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(z.url('must be an address').optional(), {
    doc: 'Base address of an OpenTelemetry collector (OTLP over HTTP); setting it turns tracing on',
    example: 'http://127.0.0.1:4318',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: variable(z.url('must be an address').optional(), {
    doc: 'The full address for traces, instead of the base address',
    example: 'http://127.0.0.1:4318/v1/traces',
  }),
  OTEL_SERVICE_NAME: variable(z.string().optional(), {
    doc: 'Name of the process in traces; each process has its own name when this is not set',
    example: 'parley-api',
  }),
  OTEL_RESOURCE_ATTRIBUTES: variable(z.string().optional(), {
    doc: 'More attributes of every span',
    example: 'deployment.environment.name=staging',
  }),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: variable(z.enum(['true', 'false']).optional(), {
    doc: 'true puts what was said to and by models into their spans, after redaction; it is left out otherwise',
    example: 'true',
  }),
  OTEL_TRACES_SAMPLER: variable(z.enum(SAMPLERS).optional(), {
    doc: 'Which traces are kept; all of them when not set',
    example: 'parentbased_traceidratio',
  }),
  OTEL_TRACES_SAMPLER_ARG: variable(z.coerce.number('must be a number').min(0).max(1).optional(), {
    doc: 'The share of traces that a ratio sampler keeps, from 0 to 1',
    example: '0.1',
  }),
};

export type TracingEnv = z.infer<z.ZodObject<typeof tracingEnvShape>>;

export function tracingWanted(env: TracingEnv): boolean {
  if (env.OTEL_SDK_DISABLED === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return false;
  return Boolean(env.OTEL_TRACES_EXPORTER ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT);
}
