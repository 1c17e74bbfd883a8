import { withClient } from '@parley/db/postgres/with-client';

export type HeldOrganisations = { real: boolean; sample: boolean };

/** Which kinds of organisation the database holds. Asked as the engine, which sees all of them. */
export const heldOrganisations = (engineUrl: string): Promise<HeldOrganisations> =>
  withClient(engineUrl, async (client) => {
    const { rows } = await client.query<HeldOrganisations>(
      `select exists (select from organisation where not is_demo) as real,
              exists (select from organisation where is_demo) as sample`,
    );
    return rows[0] ?? NONE;
  });

export const NONE: HeldOrganisations = { real: false, sample: false };
