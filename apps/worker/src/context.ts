import { REAL_WORLD } from '@parley/agent/models/choose-model';
import type { ModelPort } from '@parley/agent/models/model-port';
import { openRouter } from '@parley/agent/models/router';
import type { Ports } from '@parley/agent/ports';
import type { CarrierOf } from '@parley/channels/carrier';
import { createMailer, type Mailer } from '@parley/channels/mail/mailer';
import type { Ctx } from '@parley/core/ctx';
import { createKeyring } from '@parley/core/secrets/keyring';
import { type AppDbOptions, createAppDb } from '@parley/db/client';
import { createPool, type Pool } from '@parley/db/pools';
import { createLive, type Live } from '@parley/queue/live';
import { createProducer, type Producer } from '@parley/queue/producer';
import { deriveKey } from '@parley/service/derive-key';
import { createRandomPool } from '@parley/service/random-pool';
import { makeId } from '@parley/shared/ids';
import { createEvents, type Events } from '@parley/telemetry/events';
import { createLogger, type Logger } from '@parley/telemetry/logger';
import { createMetrics, type Metrics } from '@parley/telemetry/metrics';
import type { WorkerConfig } from './config/config.ts';
import { type Models, onlyModel, openModels } from './money/run-models.ts';
import { createLastHour, type LastHour } from './operations/last-hour.ts';
import { createCarriers } from './replies/carriers.ts';

export type WorkerContext = {
  config: WorkerConfig;
  processId: string;
  core: Ctx;
  models: Models;
  wrapPorts: (ports: Ports) => Ports;
  carrierOf: CarrierOf;
  warmUpCarriers: () => Promise<void>;
  producer: Producer;
  /** Null where no mail server is configured. */
  mailer: Mailer | null;
  live: Live;
  lastHour: LastHour;
  metrics: Metrics;
  events: Events;
  log: Logger;
  close(): Promise<void>;
};

export type WorkerOverrides = {
  now?: () => Date;
  log?: Logger;
  model?: ModelPort;
  carrierOf?: CarrierOf;
  wrapHot?: (pool: Pool) => Pool;
  /** How its connections to the rows of one organisation speak. */
  Client?: AppDbOptions['Client'];
  /** What a run reaches the world through, for tests that take a guard away. */
  wrapPorts?: (ports: Ports) => Ports;
};

/** Wires the process. Nothing runs yet. */
export function createContext(config: WorkerConfig, overrides: WorkerOverrides = {}): WorkerContext {
  const log = overrides.log ?? createLogger({ service: 'worker', level: config.logLevel });
  const now = overrides.now ?? (() => new Date());
  const random = createRandomPool();
  const metrics = createMetrics('worker');
  const onError = (error: Error) => log.warn({ err: error }, 'an idle database connection was lost');
  const pool = createPool({ url: config.database.engineUrl, max: 12, name: 'parley-worker', onError });
  const hot = overrides.wrapHot?.(pool) ?? pool;
  const db = createAppDb({
    url: config.database.appUrl,
    maxConnections: 4,
    name: 'parley-worker',
    Client: overrides.Client,
  });
  const producer = createProducer({ backend: config.queue, log, metrics });
  const live = createLive({ backend: config.queue, log, metrics });
  const mailer = config.mail && createMailer(config.mail);
  const newId: Ctx['newId'] = (kind) => makeId(kind, now(), random);
  const core: Ctx = {
    db,
    hot,
    now,
    auditKey: deriveKey(config.secret, 'parley/audit'),
    secrets: createKeyring(...config.secretKeys),
    outbound: config.outbound,
    newId,
    ring: (job) => producer.ring(job),
    live: (hint) => live.publish(hint),
  };
  const carriers = createCarriers(core, config);
  return {
    config,
    processId: newId('process'),
    core,
    models: overrides.model
      ? onlyModel(overrides.model)
      : openModels(core, openRouter(config.models, { ...REAL_WORLD, now })),
    wrapPorts: overrides.wrapPorts ?? ((ports) => ports),
    carrierOf: overrides.carrierOf ?? carriers.of,
    warmUpCarriers: carriers.warmUp,
    producer,
    mailer,
    live,
    lastHour: createLastHour(now),
    metrics,
    events: createEvents(log, metrics),
    log,
    async close() {
      mailer?.close();
      carriers.close();
      await Promise.allSettled([live.close(), producer.close(), db.close(), hot.end()]);
    },
  };
}
