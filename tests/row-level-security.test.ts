import type { RunningApi } from '@parley/api/start';
import { createAppDb } from '@parley/db/client';
import { unfilteredClient, withoutFilter } from '@parley/db/testing/unfiltered';
import { contract as promised } from '@parley/shared/contract/all';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import type { IdKind } from '@parley/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, gatherCallers, type House, newId, verdictOn } from './authorisation/callers.ts';
import { ask, idFieldsOf } from './authorisation/requests.ts';
import { type Platform, startPlatform } from './platform.ts';

/*
 * The code names the organisation in every statement, and row-level security stands behind it. Here the first is taken
 * away, in the connections themselves: the second alone must let nothing through.
 */

const contract: readonly Endpoint[] = promised;
const unfiltered = unfilteredClient();

let platform: Platform;
let api: RunningApi;
let callers: Caller[];
let foreign: House;

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  api = await platform.startApi({}, { appDb: (options) => createAppDb({ ...options, Client: unfiltered.Client }) });
  const gathered = await gatherCallers(platform);
  foreign = gathered.foreign;
  callers = gathered.callers
    .filter(({ standing }) => standing.kind === 'member' || standing.kind === 'key')
    // Their own pages are this process's, or their cookies would be refused.
    .map(({ headers, ...caller }) => ({
      ...caller,
      headers: { ...headers, ...(headers.Origin && { Origin: api.url }) },
    }));
});
afterAll(() => platform.stop());

const ofMembers = contract.filter(({ permission }) => !['public', 'visitor', 'user'].includes(permission));
const randomIds = (fields: Record<string, IdKind>) =>
  Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, newId(kind)]));
const foreignIds = (fields: Record<string, IdKind>) =>
  Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, foreign.ids[kind] ?? newId(kind)]));

/** Anything that only the other organisation has. */
const theirs = () => [foreign.orgId, ...Object.values(foreign.ids)];

async function rowsOfForeign(): Promise<string> {
  const { rows: tables } = await platform.database.owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  const sums = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await platform.database.owner.query<{ sum: string }>(
        `select count(*) || ':' || coalesce(sum(hashtext((to_jsonb(t) - '{last_used_at,updated_at}'::text[])::text)), 0) as sum
         from "${name}" t where org_id = $1`,
        [foreign.orgId],
      );
      return `${name} ${rows[0]?.sum}`;
    }),
  );
  return sums.join('\n');
}

test('the filter is off: where nothing else keeps them apart, one organisation reads the other', async () => {
  const mine = await platform.database.owner.query<{ id: string }>(
    'select id from organisation where id <> $1 limit 1',
    [foreign.orgId],
  );
  const orgId = mine.rows[0]?.id ?? '';
  const teamsAs = async (url: string) => {
    const db = createAppDb({ url, maxConnections: 1, name: 'test', Client: unfiltered.Client });
    const rows = await db.inOrg(orgId, (tx) => tx.team.findMany({ where: { orgId } }));
    await db.close();
    return rows.map((row) => row.orgId);
  };
  expect(await teamsAs(platform.database.urls.owner)).toContain(foreign.orgId);
  expect(await teamsAs(platform.database.urls.app)).not.toContain(foreign.orgId);
});

test.each([
  ['select 1 from "public"."team" where "public"."team"."org_id" = $1 and id = $2', true],
  ['update team set name = $3 where org_id = $1 and id = $2', true],
  ['select t.id from team t where t.org_id = $1', true],
  [`select set_config('app.org_id', $1, true)`, false],
  ['insert into team (org_id, id) values ($1, $2)', false],
])('%s: a filter is taken off: %s', (sql, is) => {
  expect(withoutFilter(sql) !== sql).toBe(is);
  expect(withoutFilter(sql)).not.toMatch(/org_id"? = \$/);
});

test.each(ofMembers.map((endpoint) => [`${endpoint.method.toUpperCase()} ${endpoint.path}`, endpoint] as const))(
  '%s shows and touches nothing of another organisation',
  async (_, endpoint) => {
    const before = await rowsOfForeign();
    const [params, query, body] = [endpoint.params, endpoint.query, endpoint.body].map(idFieldsOf);
    for (const caller of callers.filter(({ standing }) => verdictOn(standing, endpoint.permission) === 'passes')) {
      const asked = (ids: typeof randomIds) => ({
        params: ids(params ?? {}),
        query: ids(query ?? {}),
        body: endpoint.body && ids(body ?? {}),
      });
      const [foreigns, nobodys] = [
        await ask(api.url, endpoint, caller, asked(foreignIds)),
        await ask(api.url, endpoint, caller, asked(randomIds)),
      ];
      expect(foreigns.status, caller.name).toBeLessThan(500);
      expect(foreigns.status, caller.name).toBe(nobodys.status);
      for (const answer of [foreigns, nobodys]) {
        const said = JSON.stringify(answer.body);
        expect(theirs().filter((id) => id && said.includes(id))).toEqual([]);
      }
    }
    expect(await rowsOfForeign()).toBe(before);
  },
);

test('filters were taken off', () => {
  console.log(
    `row-level security alone: ${ofMembers.length} routes, ${callers.length} callers, ${unfiltered.taken()} filters off`,
  );
  expect(unfiltered.taken()).toBeGreaterThan(ofMembers.length * 5);
});
