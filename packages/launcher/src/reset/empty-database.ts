import { withClient } from '@parley/db/postgres/with-client';
import { QUEUE_SCHEMA } from '@parley/queue/store/postgres-store';

/** Removes all that Parley made in a database that is not its own. The roles stay: they belong to the server. */
export const emptyDatabase = (ownerUrl: string): Promise<void> =>
  withClient(ownerUrl, async (client) => {
    await client.query(`drop schema if exists ${QUEUE_SCHEMA} cascade`);
    await client.query('drop schema if exists public cascade; create schema public');
  });
