import { randomBytes } from 'node:crypto';
import { type DemoCarrier, seedDemoLine } from '@parley/core/demo/demo-line';
import { DEMO_IDS, seedDemo } from '@parley/core/demo/seed-demo';
import { createKeyring } from '@parley/core/secrets/keyring';
import { createAppDb } from '@parley/db/client';
import { type RedisServer, startRedis } from '@parley/queue/testing/redis-server';
import { secretKeys } from '@parley/service/secret-keys';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { type Street, smsLine, startStreet } from '@parley/testkit/street/street';
import { startTemplateServer, type TemplateServer } from '../setup/template-server.ts';
import { type Crew, createCrew } from './crew.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export const PAGE = 'http://clinic.test';

/** An installation that may be hurt: its own Postgres and queue, its processes, and an outside that keeps its ledgers. */
export type Site = {
  server: TemplateServer;
  database: TestDatabase;
  redis: RedisServer | null;
  street: Street;
  crew: Crew;
  /** Between customers and apis, and between the processes and Postgres. */
  front: TcpProxy;
  back: TcpProxy;
  /** Where customers find the apis, whichever live. */
  url: string;
  close(): Promise<void>;
};

export type SiteOptions = { queue: 'postgres' | 'redis'; overhear: (line: string) => void };

export async function openSite({ queue, overhear }: SiteOptions): Promise<Site> {
  const server = await startTemplateServer({ durable: true });
  process.env.PARLEY_TEST_POSTGRES = server.address;
  const database = await createTestDatabase();
  const redis = queue === 'redis' ? await startRedis() : null;
  const secret = randomBytes(33).toString('base64');
  const authToken = randomBytes(16).toString('hex');
  // The apis come and go; whoever lives is asked.
  let crew: Crew | null = null;
  const front = await startTcpProxy(() => crew?.members('api').map(({ port }) => port) ?? []);
  const url = `http://127.0.0.1:${front.port}`;
  const street = await startStreet({
    apiUrl: url,
    chatChannel: DEMO_IDS.channel,
    sms: smsLine(DEMO_IDS.connection, url),
    secrets: {
      twilioAccountSid: DEMO_LINE.accountSid,
      twilioAuthToken: authToken,
      slackSigningSecret: randomBytes(16).toString('hex'),
      slackBotToken: 'xoxb-for-tests-only',
      modelKey: null,
    },
    now: () => new Date(),
    randomBytes,
  });
  await seed(database, secret, { baseUrl: `${street.url}/twilio`, authToken });
  const back = await startTcpProxy(() => [Number(new URL(database.urls.app).port)]);
  crew = createCrew(
    {
      PARLEY_MODE: 'demo',
      PARLEY_COMMIT: 'chaos',
      LOG_LEVEL: 'warn',
      PARLEY_SECRET: secret,
      PARLEY_PUBLIC_URL: url,
      PARLEY_STREET_URL: street.url,
      DATABASE_APP_URL: through(back, database.urls.app),
      DATABASE_ENGINE_URL: through(back, database.urls.engine),
      DATABASE_AUTH_URL: through(back, database.urls.auth),
      OPENAI_API_KEY: 'sk-for-tests-only',
      OPENAI_BASE_URL: `${street.url}/openai/v1`,
      ...(redis && { REDIS_URL: redis.url }),
    },
    overhear,
  );
  return {
    ...{ server, database, redis, street, crew, front, back },
    url,
    async close() {
      await crew.dismiss();
      await Promise.all([front.close(), back.close(), street.close(), redis?.stop()]);
      await database.drop().catch(() => {});
      await server.remove();
    },
  };
}

function through(proxy: TcpProxy, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.port = String(proxy.port);
  return url.href;
}

async function seed(database: TestDatabase, secret: string, carrier: DemoCarrier): Promise<void> {
  const db = createAppDb({ url: database.urls.app, maxConnections: 1, name: 'seed' });
  const secrets = createKeyring(...secretKeys({ PARLEY_SECRET: secret, PARLEY_OLD_SECRETS: [] }));
  const ctx = { db, secrets, now: () => new Date() };
  await seedDemo(ctx, { chatOrigins: [PAGE] });
  await seedDemoLine(ctx, carrier);
  await db.close();
}
