import { createPool, type Pool } from '@parley/db/pools';
import { createRandomPool } from '@parley/service/random-pool';
import { makeId } from '@parley/shared/ids';
import { createEvents, type Events } from '@parley/telemetry/events';
import { createLogger, type Logger } from '@parley/telemetry/logger';
import { createMetrics, type Metrics } from '@parley/telemetry/metrics';
import type { SlackbotConfig } from './config/config.ts';

export type SlackbotContext = {
  config: SlackbotConfig;
  processId: string;
  db: Pool;
  now: () => Date;
  metrics: Metrics;
  events: Events;
  log: Logger;
  close(): Promise<void>;
};

export type SlackbotOverrides = { now?: () => Date; log?: Logger };

/** Wires the process. Nothing listens yet. */
export function createContext(config: SlackbotConfig, overrides: SlackbotOverrides = {}): SlackbotContext {
  const log = overrides.log ?? createLogger({ service: 'slackbot', level: config.logLevel });
  const now = overrides.now ?? (() => new Date());
  const metrics = createMetrics('slackbot');
  const onError = (error: Error) => log.warn({ err: error }, 'an idle database connection was lost');
  const db = createPool({ url: config.databaseUrl, max: 4, name: 'parley-slackbot', onError });
  return {
    config,
    processId: makeId('process', now(), createRandomPool()),
    db,
    now,
    metrics,
    events: createEvents(log, metrics),
    log,
    close: () => db.end(),
  };
}
