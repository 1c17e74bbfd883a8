import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino } from 'pino';
import { logScopeFields } from './log-scope.ts';
import { clip, plainError, redactFields, redactText } from './redact.ts';
import { PARLEY_VERSION } from './version.ts';

export { withLogScope } from './log-scope.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

// No printf arguments: a value that is formatted into the text escapes redaction by name.
export type LogLine = {
  (fields: object, text?: string): void;
  (text: string): void;
};

export type Logger = Record<Exclude<LogLevel, 'silent'>, LogLine> & {
  level: string;
  isLevelEnabled(level: LogLevel): boolean;
  child(fields: Record<string, unknown>): Logger;
};

export type LoggerOptions = {
  service: string;
  level: LogLevel;
  version?: string;
  /** Standard output when absent, written synchronously: the last line before a crash is the one that matters. */
  destination?: { write(line: string): void };
};

export function createLogger({ service, level, version = PARLEY_VERSION, destination }: LoggerOptions): Logger {
  const logger = pino(
    {
      level,
      base: { service, version, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: loggable },
      // Errors are plain by the time serializers run; pino's own would put their other fields back.
      serializers: { err: (error) => (error instanceof Error ? plainError(error) : error), msg: clipText },
      mixin: contextFields,
      hooks: { streamWrite: redactText },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  return redactChildren(logger);
}

/** For tests and tools that have nothing to say. */
export const silentLogger = createLogger({ service: 'silent', level: 'silent', destination: { write() {} } });

/** A log call never throws: not for a getter that does, either. */
function loggable(fields: object): Record<string, unknown> {
  try {
    return redactFields(fields);
  } catch (error) {
    return { unloggable: plainError(error) };
  }
}

function clipText(text: unknown): unknown {
  return typeof text === 'string' ? clip(text) : text;
}

// pino merges a call's fields into this object, so it must be a new one each time.
function contextFields(): Record<string, unknown> {
  const span = trace.getActiveSpan()?.spanContext();
  const scope = logScopeFields();
  if (!span || !isSpanContextValid(span)) return { ...scope };
  return { trace_id: span.traceId, span_id: span.spanId, ...scope };
}

/** A child's fields are written into its prefix once, past the formatters: they are redacted here. */
function redactChildren(logger: pino.Logger): Logger {
  const makeChild = logger.child;
  logger.child = function child(this: pino.Logger, fields: object) {
    return makeChild.call(this, loggable(fields));
  } as typeof logger.child;
  return logger as Logger;
}
