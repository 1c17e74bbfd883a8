import type { LiveHint } from '@parley/shared/live-hint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { createTeam } from '../teams/create-team.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { audit } from './audit.ts';

let core: TestCore;
let said: LiveHint[];
let ctx: Ctx;
const orgId = `org_01k0dem0${'0'.repeat(18)}`;
const as = { orgId, actor: { kind: 'system', id: 'test' } as const, requestId: null, address: null };

beforeAll(async () => {
  core = await openTestCore();
  said = [];
  ctx = { ...core.ctx, live: (hint) => said.push(hint) };
});
afterAll(() => core.close());

test('what is recorded is told to open pages once it has committed', async () => {
  const told = ctx.db.inOrg(orgId, async (tx) => {
    await audit(ctx, tx, as, { action: 'team.created', target: { kind: 'team', id: 'team_x' } });
    expect(said).toEqual([]);
  });
  await told;
  expect(said.splice(0)).toEqual([{ kind: 'changed', orgId, area: 'team' }]);
});

test('a change that is taken back is told to nobody', async () => {
  await createTeam(ctx, as, { name: 'Twice' });
  said.splice(0);
  await expect(createTeam(ctx, as, { name: 'Twice' })).rejects.toThrow();
  const failing = ctx.db.inOrg(orgId, async (tx) => {
    await audit(ctx, tx, as, { action: 'team.created', target: { kind: 'team', id: 'team_y' } });
    throw new Error('and then it failed');
  });
  await expect(failing).rejects.toThrow('and then it failed');
  expect(said).toEqual([]);
});
