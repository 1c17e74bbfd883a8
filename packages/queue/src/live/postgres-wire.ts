import pg from 'pg';
import { ANSWER_MS, CONNECT_MS, KEEP_ALIVE_MS } from '../store/patience.ts';
import { sessionSettings } from '../store/session-settings.ts';
import type { OpenWire } from './wire.ts';

const CHANNEL = 'parley_live';
// One short transaction of its own: Postgres commits those that notify one after the other.
const NOTIFY = 'select pg_notify($1, payload) from unnest($2::text[]) as payload';

/** NOTIFY and LISTEN share one connection: what comes back to a listener was sent by a committed statement before. */
export const openPostgresWire: OpenWire = async (url, onPayload) => {
  const client = new pg.Client({
    ...sessionSettings(url, { synchronous_commit: 'off' }),
    application_name: 'parley-live',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  });
  const lost = new Promise<Error>((resolve) => {
    client.on('error', resolve);
    client.on('end', () => resolve(new Error('Postgres closed the connection')));
  });
  client.on('notification', ({ payload }) => payload && onPayload(payload));
  await client.connect();

  // pg takes one question at a time.
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (question: string, values?: unknown[]): Promise<void> => {
    last = last.catch(() => {}).then(() => client.query(question, values));
    await last;
  };

  let listening: Promise<void> | null = null;
  return {
    lost,
    send: (payloads) => ask(NOTIFY, [CHANNEL, payloads]),
    listen: () => {
      listening ??= ask(`listen ${CHANNEL}`);
      return listening;
    },
    ping: () => ask('select 1'),
    close: () => void client.end().catch(() => {}),
  };
};
