import { withClient } from '@parley/db/postgres/with-client';

/** Whether the database holds an organisation that is not the demo's. Asked as the engine, which sees all of them. */
export const holdsRealOrganisation = (engineUrl: string): Promise<boolean> =>
  withClient(engineUrl, async (client) => {
    const { rows } = await client.query<{ real: boolean }>(
      'select exists (select from organisation where not is_demo) as real',
    );
    return rows[0]?.real ?? false;
  });
