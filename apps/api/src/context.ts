import { createMailer, type Mailer } from '@parley/channels/mail/mailer';
import { type CarrierLine, openCarrierLine } from '@parley/channels/twilio-sms/call';
import { createSmsDoors, type SmsDoors } from '@parley/core/channels/sms-doors';
import type { Ctx } from '@parley/core/ctx';
import { createKeyring } from '@parley/core/secrets/keyring';
import { type AppDb, type AppDbOptions, createAppDb } from '@parley/db/client';
import { listMemberships } from '@parley/db/lookup/memberships';
import { createPool, type Pool } from '@parley/db/pools';
import { createLive } from '@parley/queue/live';
import { createProducer, type Producer } from '@parley/queue/producer';
import { deriveKey } from '@parley/service/derive-key';
import { createRandomPool } from '@parley/service/random-pool';
import { makeId } from '@parley/shared/ids';
import { createEvents, type Events } from '@parley/telemetry/events';
import { createLogger, type Logger } from '@parley/telemetry/logger';
import { createMetrics, type Metrics } from '@parley/telemetry/metrics';
import { createAfterwards } from './auth/afterwards.ts';
import { createAuth } from './auth/create-auth.ts';
import { createIdentity, type Identity } from './auth/identity.ts';
import { identityLetters } from './auth/letters.ts';
import { createProviders, type ProviderHosts, type SignInProvider } from './auth/providers.ts';
import type { ApiConfig } from './config/config.ts';
import { type ClientAddress, createClientAddress } from './http/client-address.ts';
import { createCallWindow } from './http/rate-limit.ts';
import { shareLimits } from './http/shared-limits.ts';
import type { SlidingWindow } from './http/sliding-window.ts';
import { type ChangeHub, createChangeHub } from './live/change-hub.ts';
import { createHub, type Hub } from './live/hub.ts';
import { createStatusReader, type StatusReader } from './operations/status-reader.ts';

export type ApiContext = {
  config: ApiConfig;
  core: Ctx;
  /** For what must be read before an organisation is known. */
  lookup: Pool;
  identity: Identity;
  /** With whom people may sign in instead of with a password. */
  providers: readonly SignInProvider[];
  clientAddress: ClientAddress;
  /** The calls of the last minute, which limits are about. */
  callWindow: SlidingWindow;
  /** Null where no mail server is configured: what depends on mail is refused. */
  mailer: Mailer | null;
  /** For chats. */
  /** To carriers, for questions about numbers; what is sent to people leaves from the worker. */
  carrierLine: CarrierLine;
  /** Whose number a carrier calls about. */
  smsDoors: SmsDoors;
  hub: Hub;
  /** For dashboards. */
  changes: ChangeHub;
  status: StatusReader;
  producer: Producer;
  metrics: Metrics;
  events: Events;
  log: Logger;
  /** Fires when the process stops: streams and waits end, and their callers come back elsewhere. */
  closing: AbortSignal;
  beginClosing(): void;
  close(): Promise<void>;
};

/** What a test, as another composition root, may put in place of the real thing; no variable can. */
export type ApiOverrides = {
  now?: () => Date;
  log?: Logger;
  providerHosts?: ProviderHosts;
  wrapHot?: (pool: Pool) => Pool;
  appDb?: (options: AppDbOptions) => AppDb;
};

/** Wires the process. Nothing listens yet. */
export function createContext(config: ApiConfig, overrides: ApiOverrides = {}): ApiContext {
  const log = overrides.log ?? createLogger({ service: 'api', level: config.logLevel });
  const now = overrides.now ?? (() => new Date());
  const random = createRandomPool();
  const metrics = createMetrics('api');
  const onError = (error: Error) => log.warn({ err: error }, 'an idle database connection was lost');
  const pool = createPool({ url: config.database.engineUrl, max: 8, name: 'parley-api', onError });
  const hot = overrides.wrapHot?.(pool) ?? pool;
  const lookup = createPool({ url: config.database.authUrl, max: 6, name: 'parley-api-lookup', onError });
  const openAppDb = overrides.appDb ?? createAppDb;
  const db = openAppDb({ url: config.database.appUrl, maxConnections: 8, name: 'parley-api' });
  const producer = createProducer({ backend: config.queue, log, metrics });
  const live = createLive({ backend: config.queue, log, metrics });
  const hub = createHub();
  const changes = createChangeHub();
  const unsubscribe = live.subscribe((signal) => {
    hub.hear(signal);
    changes.hear(signal);
  });
  const closing = new AbortController();
  const core: Ctx = {
    db,
    hot,
    now,
    auditKey: deriveKey(config.secret, 'parley/audit'),
    secrets: createKeyring(...config.secretKeys),
    outbound: config.outbound,
    newId: (kind) => makeId(kind, now(), random),
    ring: (job) => producer.ring(job),
    live: (hint) => live.publish(hint),
  };
  const callWindow = createCallWindow(now);
  const sharing = shareLimits(callWindow, hot, deriveKey(config.secret, 'parley/limits'), log);
  const afterwards = createAfterwards(log);
  const mailer = config.mail && createMailer(config.mail);
  const providers = createProviders(config.signInProviders, overrides.providerHosts);
  const carrierLine = openCarrierLine(config.outbound);
  const identity = createIdentity(
    createAuth({
      pool: lookup,
      secret: Buffer.from(deriveKey(config.secret, 'parley/identity')).toString('base64url'),
      publicUrl: config.publicUrl,
      secureCookies: config.mode !== 'demo',
      newId: core.newId,
      firstOrganisation: async (userId) => (await listMemberships(lookup, userId))[0]?.orgId ?? null,
      afterwards: (task) => afterwards.add(task),
      providers,
      letters: identityLetters(mailer, config.publicUrl),
      log,
    }),
  );
  return {
    config,
    core,
    lookup,
    identity,
    providers,
    clientAddress: createClientAddress(config.trust),
    callWindow,
    mailer,
    carrierLine,
    smsDoors: createSmsDoors(lookup, core),
    hub,
    changes,
    status: createStatusReader(hot, producer),
    producer,
    metrics,
    events: createEvents(log, metrics),
    log,
    closing: closing.signal,
    beginClosing: () => closing.abort(),
    async close() {
      unsubscribe();
      await sharing.stop();
      await afterwards.finished();
      mailer?.close();
      carrierLine.close();
      await closeAll(live, producer, db, { close: () => hot.end() }, { close: () => lookup.end() });
    },
  };
}

async function closeAll(...resources: Array<{ close(): Promise<unknown> }>): Promise<void> {
  await Promise.allSettled(resources.map((resource) => resource.close()));
}
