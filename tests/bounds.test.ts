import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
});
afterAll(() => platform.stop());

/** As a careless migration would leave it; in this test's own database only. */
async function whileUnforced<T>(table: string, work: () => Promise<T>): Promise<T> {
  await platform.database.owner.query(`alter table ${table} no force row level security`);
  return work().finally(() => platform.database.owner.query(`alter table ${table} force row level security`));
}

// Of the app's role, of the look-up role's and of the engine's: each process answers for all of the roles that it uses.
test.each(['team', 'api_key', 'conversation'])(
  'where %s is not bounded, the api is not ready, and no other starts',
  async (table) => {
    const api = await platform.startApi();
    await whileUnforced(table, async () => {
      const answer = await fetch(`${api.url}/readyz`);
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain(`row-level security is not forced on ${table}`);
      await expect(platform.startApi()).rejects.toThrow(`row-level security is not forced on ${table}`);
    });
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
  },
);

test('a process that was given the owner does not start', async () => {
  const { owner } = platform.database.urls;
  await expect(platform.startApi({ DATABASE_APP_URL: owner })).rejects.toThrow(/could read every organisation/);
});
