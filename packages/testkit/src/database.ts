import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Migrated once per run of the tests; each test database is a copy of it. */
export const TEMPLATE_DATABASE = 'parley_template';

type Passwords = { parley_app: string; parley_engine: string; parley_auth: string; parley_slackbot: string };

export type TestDatabase = AsyncDisposable & {
  name: string;
  urls: { owner: string; app: string; engine: string; auth: string; slackbot: string };
  /** For what only a test may do: looking at everything, breaking things. */
  owner: pg.Pool;
  drop(): Promise<void>;
};

/** The server that the run's set-up has started. */
function testServer(): { ownerUrl: string; passwords: Passwords } {
  const given = process.env.PARLEY_TEST_POSTGRES;
  if (!given) throw new Error('no test Postgres: run the tests through vitest, whose set-up starts one');
  return JSON.parse(given) as { ownerUrl: string; passwords: Passwords };
}

/** A database of its own, as migrated as the real one, gone with `drop()`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { ownerUrl, passwords } = testServer();
  const name = `parley_test_${randomBytes(6).toString('hex')}`;
  await onServer(ownerUrl, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = (user?: keyof Passwords) => addressOf(ownerUrl, name, user && { user, password: passwords[user] });
  const owner = new pg.Pool({ connectionString: url(), max: 4 });
  owner.on('error', () => {});
  const drop = async (): Promise<void> => {
    await owner.end();
    await onServer(ownerUrl, `drop database if exists ${name} with (force)`);
  };
  return {
    name,
    urls: {
      owner: url(),
      app: url('parley_app'),
      engine: url('parley_engine'),
      auth: url('parley_auth'),
      slackbot: url('parley_slackbot'),
    },
    owner,
    drop,
    [Symbol.asyncDispose]: drop,
  };
}

function addressOf(ownerUrl: string, database: string, as?: { user: string; password: string }): string {
  const url = new URL(ownerUrl);
  url.pathname = `/${database}`;
  if (as) {
    url.username = as.user;
    url.password = as.password;
  }
  return url.href;
}

const COPYING = '55006';

/** A template that another test is copying is busy for a moment. */
async function onServer(ownerUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (;;) {
      const done = await client.query(sql).then(
        () => true,
        (error: { code?: string }) => {
          if (error.code !== COPYING) throw error;
          return false;
        },
      );
      if (done) return;
    }
  } finally {
    await client.end();
  }
}
