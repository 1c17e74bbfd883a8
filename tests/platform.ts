import { randomBytes } from 'node:crypto';
import type { ModelPort } from '@parley/agent/models/model-port';
import { configFrom as apiConfigFrom } from '@parley/api/config/config';
import { shape as apiShape } from '@parley/api/config/env';
import { type ApiOverrides, createContext as createApiContext } from '@parley/api/context';
import { type RunningApi, startApi } from '@parley/api/start';
import { type DemoCarrier, seedDemoLine } from '@parley/core/demo/demo-line';
import { DEMO_IDS, seedDemo } from '@parley/core/demo/seed-demo';
import { createKeyring } from '@parley/core/secrets/keyring';
import { createAppDb } from '@parley/db/client';
import { freePort } from '@parley/db/postgres/free-port';
import { secretKeys } from '@parley/service/secret-keys';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import { parseEnv } from '@parley/shared/env';
import { configFrom as slackbotConfigFrom } from '@parley/slackbot/config/config';
import { shape as slackbotShape } from '@parley/slackbot/config/env';
import { createContext as createSlackbotContext } from '@parley/slackbot/context';
import { type RunningSlackbot, startSlackbot } from '@parley/slackbot/start';
import { type Logger, silentLogger } from '@parley/telemetry/logger';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { installTestClock, moveDatabaseClock } from '@parley/testkit/database-clock';
import { type Street, smsLine, startStreet } from '@parley/testkit/street/street';
import { until } from '@parley/testkit/until';
import { configFrom as workerConfigFrom } from '@parley/worker/config/config';
import { shape as workerShape } from '@parley/worker/config/env';
import { createContext as createWorkerContext } from '@parley/worker/context';
import { type RunningWorker, startWorker } from '@parley/worker/server';

export const PAGE = 'http://clinic.test';
/** What carriers were told, and sign: nothing listens there, as if a proxy stood before Parley. */
export const PUBLIC = 'http://127.0.0.1:4321';

export type Platform = {
  api: RunningApi;
  slackbot: RunningSlackbot;
  /** Everything outside, with its ledgers. */
  street: Street;
  database: TestDatabase;
  channelId: string;
  /** The channel of the clinic’s phone number, and its connection to the carrier. */
  numberId: string;
  connectionId: string;
  orgId: string;
  /** Waits until no turn is due and none runs. */
  quiet(): Promise<void>;
  /** Lets leases, delays and expiries pass. */
  passTime(ms: number): Promise<void>;
  startWorker(): Promise<RunningWorker>;
  startApi(env?: Record<string, string>, overrides?: ApiOverrides): Promise<RunningApi>;
  stop(): Promise<void>;
};

export type PlatformOptions = {
  /** Where the queue is; the same Postgres unless a Redis is given. */
  redisUrl?: string | null;
  model?: ModelPort;
  workers?: number;
  /** How long a stopping worker lets its turns finish. */
  graceMs?: number;
  /** What the processes read from their environment beside what the platform gives them. */
  env?: Record<string, string>;
  log?: Logger;
};

const STREET_SECRETS = {
  twilioAccountSid: DEMO_LINE.accountSid,
  twilioAuthToken: randomBytes(16).toString('hex'),
  slackSigningSecret: randomBytes(16).toString('hex'),
  slackBotToken: 'xoxb-for-tests-only',
  modelKey: null,
};

export const SECRET = 'a-secret-for-tests-only-0123456789abcdef';

/** The whole of Parley in one process: the apps' own composition roots on a real database and a real queue. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const log = options.log ?? silentLogger;
  const database = await createTestDatabase();
  await installTestClock(database.owner);
  await seed(database, [PAGE]);
  const [smtpPort, streetPort] = [await freePort(0), await freePort(0)];
  const carrier = { baseUrl: `http://127.0.0.1:${streetPort}/twilio`, authToken: STREET_SECRETS.twilioAuthToken };
  const given = {
    PARLEY_MODE: 'demo',
    PARLEY_COMMIT: 'test',
    LOG_LEVEL: 'silent',
    PARLEY_SECRET: SECRET,
    API_PORT: '0',
    WORKER_PORT: '0',
    WORKER_LANES: '16',
    PARLEY_PUBLIC_URL: PUBLIC,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    PARLEY_STREET_URL: `http://127.0.0.1:${streetPort}`,
    DATABASE_APP_URL: database.urls.app,
    DATABASE_ENGINE_URL: database.urls.engine,
    DATABASE_AUTH_URL: database.urls.auth,
    REDIS_URL: options.redisUrl ?? undefined,
    ...options.env,
  };
  const apis: RunningApi[] = [];
  const workers: RunningWorker[] = [];

  const newApi = async (env: Record<string, string> = {}, overrides: ApiOverrides = {}) => {
    const api = await startApi(
      createApiContext(apiConfigFrom(parseEnv(apiShape, { ...given, ...env })), { log, ...overrides }),
    );
    apis.push(api);
    return api;
  };
  const newWorker = async () => {
    const context = createWorkerContext(workerConfigFrom(parseEnv(workerShape, given)), { log, model: options.model });
    const worker = await startWorker(context, { graceMs: options.graceMs });
    workers.push(worker);
    return worker;
  };

  const api = await newApi();
  const street = await startStreet({
    port: streetPort,
    smtpPort,
    apiUrl: api.url,
    chatChannel: DEMO_IDS.channel,
    sms: smsLine(DEMO_IDS.connection, options.env?.PARLEY_PUBLIC_URL ?? PUBLIC),
    secrets: STREET_SECRETS,
    now: () => new Date(),
    randomBytes,
  });
  await seed(database, [PAGE, street.url], carrier);
  const slackbot = await startSlackbot(
    createSlackbotContext(
      slackbotConfigFrom(
        parseEnv(slackbotShape, {
          ...given,
          SLACKBOT_PORT: '0',
          DATABASE_SLACKBOT_URL: database.urls.slackbot,
          SLACK_BOT_TOKEN: STREET_SECRETS.slackBotToken,
          SLACK_SIGNING_SECRET: STREET_SECRETS.slackSigningSecret,
          SLACK_API_URL: `${street.url}/slack/api/`,
        }),
      ),
      { log },
    ),
  );
  for (let i = 0; i < (options.workers ?? 1); i++) await newWorker();
  return {
    api,
    slackbot,
    street,
    database,
    channelId: DEMO_IDS.channel,
    numberId: DEMO_IDS.number,
    connectionId: DEMO_IDS.connection,
    orgId: DEMO_IDS.organisation,
    quiet: () => until(() => isQuiet(database), { what: 'no turn is due or runs', timeoutMs: 30_000 }).then(() => {}),
    passTime: (ms) => moveDatabaseClock(database.owner, ms),
    startWorker: newWorker,
    startApi: newApi,
    async stop() {
      await Promise.all([...workers, ...apis, slackbot].map((process) => process.stop('test over')));
      await street.close();
      await database.drop();
    },
  };
}

async function seed(database: TestDatabase, chatOrigins: string[], carrier?: DemoCarrier): Promise<void> {
  const db = createAppDb({ url: database.urls.app, maxConnections: 1, name: 'seed' });
  const secrets = createKeyring(...secretKeys({ PARLEY_SECRET: SECRET, PARLEY_OLD_SECRETS: [] }));
  const ctx = { db, secrets, now: () => new Date() };
  await seedDemo(ctx, { chatOrigins });
  if (carrier) await seedDemoLine(ctx, carrier);
  await db.close();
}

async function isQuiet(database: TestDatabase): Promise<boolean> {
  const { rows } = await database.owner.query<{ busy: boolean }>(
    'select exists (select from conversation where head_due_at is not null or lease_until is not null) as busy',
  );
  return rows[0]?.busy === false;
}
