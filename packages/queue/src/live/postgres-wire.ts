import pg from 'pg';
import { CONNECT_MS, sessionSettings } from '../backend.ts';
import { type OpenWire, WIRE_ANSWER_MS } from './wire.ts';

const CHANNEL = 'parley_live';
// One short transaction of its own: Postgres commits those that notify one after the other.
const NOTIFY = 'select pg_notify($1, payload) from unnest($2::text[]) as payload';

/** NOTIFY and LISTEN share one connection: what comes back to a listener was sent by a committed statement before. */
export const openPostgresWire: OpenWire = async (url, onPayload) => {
  const client = new pg.Client({
    ...sessionSettings(url, { synchronous_commit: 'off' }),
    application_name: 'parley-live',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: WIRE_ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  const lost = new Promise<Error>((resolve) => {
    client.on('error', resolve);
    client.on('end', () => resolve(new Error('Postgres closed the connection')));
  });
  client.on('notification', ({ payload }) => payload && onPayload(payload));
  await client.connect();

  let listening: Promise<unknown> | null = null;
  return {
    lost,
    send: async (payloads) => void (await client.query(NOTIFY, [CHANNEL, payloads])),
    listen: async () => {
      listening ??= client.query(`listen ${CHANNEL}`);
      await listening;
    },
    ping: async () => void (await client.query('select 1')),
    close: () => void client.end().catch(() => {}),
  };
};
