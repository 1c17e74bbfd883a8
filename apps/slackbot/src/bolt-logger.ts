import type { Logger } from '@parley/telemetry/logger';
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';

/** Bolt's words in our log, and none of what people wrote: its debug lines hold whole payloads and are left out. */
export function boltLogger(log: Logger): BoltLogger {
  const say = (level: 'info' | 'warn' | 'error') => (first: unknown) => {
    const err = first instanceof Error ? first : undefined;
    log[level]({ err, bolt: err ? undefined : String(first) }, 'bolt');
  };
  return {
    debug: () => {},
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
