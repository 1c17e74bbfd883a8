import { PLANS } from '@parley/shared/plans';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportAudit } from '../audit/export.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { listMembers } from '../members/list-members.ts';
import { enrol, FROM, lastOf, organisationWith, recordOf, signUp } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { changeOrganisation } from './change-organisation.ts';
import { changePlan } from './change-plan.ts';
import { createOrganisation, slugOf } from './create-organisation.ts';
import { readOrganisation } from './read-organisation.ts';
import { readPlan } from './read-plan.ts';
import { switchFeature } from './switch-feature.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

async function begin(name: string) {
  const person = await signUp(core, 'Founder');
  const from = { actor: { kind: 'user' as const, id: person.id }, ...FROM };
  return {
    person,
    organisation: await createOrganisation(core.ctx, from, { name, timeZone: 'Europe/London', isDemo: false }),
  };
}

describe('beginning an organisation', () => {
  test('it is there with its beginner as the owner, and the record begins with that', async () => {
    const { person, organisation } = await begin('Harbour Books');
    expect(organisation).toMatchObject({
      name: 'Harbour Books',
      slug: 'harbour-books',
      time_zone: 'Europe/London',
      plan: 'starter',
      is_demo: false,
    });
    const { data } = await listMembers(core.ctx, organisation.id, { limit: 10 });
    expect(data).toMatchObject([{ user_id: person.id, role: 'owner', email: person.email }]);
    const record = await recordOf(core, organisation.id);
    expect(record).toMatchObject([
      {
        action: 'organisation.created',
        actor: person.id,
        target: organisation.id,
        after: { owner: person.id },
        detail: { name: 'Harbour Books', address: FROM.address },
      },
    ]);
  });

  test('a name that is taken gets a slug of its own, also when both begin at the same moment', async () => {
    const twins = await Promise.all([begin('Twin & Co'), begin('Twin & Co'), begin('Twin & Co')]);
    const slugs = twins.map(({ organisation }) => organisation.slug);
    expect(new Set(slugs).size).toBe(3);
    expect(slugs).toContain('twin-co');
    for (const slug of slugs) expect(slug).toMatch(/^twin-co(-[0-9a-z]{8})?$/);
  });

  test('somebody who is not there begins nothing', async () => {
    const ghost = core.ctx.newId('user');
    const attempt = createOrganisation(
      core.ctx,
      { actor: { kind: 'user', id: ghost }, ...FROM },
      { name: 'Ghost House', timeZone: 'UTC', isDemo: false },
    );
    await expect(attempt).rejects.toThrow();
    const { rows } = await core.database.owner.query(`select 1 from organisation where name = 'Ghost House'`);
    expect(rows).toEqual([]);
  });

  test.each([
    ['Zoë’s  Clinic!', 'zoes-clinic'],
    ['歯科', ''],
    ['--a--', 'a'],
    ['x'.repeat(80), 'x'.repeat(40)],
    [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
  ])('the slug of %s is %s', (name, slug) => expect(slugOf(name)).toBe(slug));

  test('a name without Latin letters gets one too', async () => {
    const { organisation } = await begin('歯科');
    expect(organisation.slug).toMatch(/^[0-9a-z]{8}$/);
  });
});

describe('changing it', () => {
  test('what is given changes; the record holds before and after, addresses only where they can be emptied', async () => {
    const { orgId, as } = await organisationWith(core);
    const changed = await changeOrganisation(core.ctx, as, {
      name: 'New Name',
      industry: 'Dentistry',
      billing_email: 'bills@people.test',
      locale: 'en-GB',
    });
    expect(changed).toMatchObject({ name: 'New Name', industry: 'Dentistry', billing_email: 'bills@people.test' });
    expect(await readOrganisation(core.ctx, orgId)).toEqual(changed);
    const entry = await lastOf(core, orgId);
    expect(entry).toMatchObject({
      action: 'organisation.changed',
      before: { industry: null },
      after: { industry: 'Dentistry', changed: ['name', 'industry', 'billing_email'] },
      detail: {
        before: { name: 'Test House', billing_email: null },
        after: { name: 'New Name', billing_email: 'bills@people.test' },
      },
    });
    expect(JSON.stringify([entry?.before, entry?.after])).not.toContain('people.test');
  });

  test('saying the same again, or nothing, leaves no entry', async () => {
    const { orgId, as } = await organisationWith(core);
    await changeOrganisation(core.ctx, as, { alert_emails: ['a@people.test'] });
    const entries = (await recordOf(core, orgId)).length;
    await changeOrganisation(core.ctx, as, { alert_emails: ['a@people.test'], name: 'Test House' });
    await changeOrganisation(core.ctx, as, {});
    expect(await recordOf(core, orgId)).toHaveLength(entries);
  });

  test('two changes at once both happen, and each records what it replaced', async () => {
    const { orgId, as } = await organisationWith(core);
    await Promise.all(['One', 'Two'].map((name) => changeOrganisation(core.ctx, as, { name })));
    const renames = (await recordOf(core, orgId)).filter(({ action }) => action === 'organisation.changed');
    const [first, second] = renames.map(({ detail }) => {
      const { before, after } = detail as { before: { name: string }; after: { name: string } };
      return [before.name, after.name];
    });
    expect(first?.[0]).toBe('Test House');
    expect(second?.[0]).toBe(first?.[1]);
    expect((await readOrganisation(core.ctx, orgId)).name).toBe(second?.[1]);
  });

  test('another organisation stays as it was', async () => {
    const { as } = await organisationWith(core);
    const demo = await readOrganisation(core.ctx, DEMO_IDS.organisation);
    await changeOrganisation(core.ctx, as, { name: 'Not the clinic', region: 'eu' });
    expect(await readOrganisation(core.ctx, DEMO_IDS.organisation)).toEqual(demo);
  });
});

describe('the plan', () => {
  test('changes, and is refused where more is used than the other holds', async () => {
    const { orgId, as } = await organisationWith(core);
    expect(await changePlan(core.ctx, as, { plan: 'growth' })).toMatchObject({ plan: 'growth', seats: { limit: 50 } });
    expect(await lastOf(core, orgId)).toMatchObject({
      action: 'organisation.plan_changed',
      before: { plan: 'starter' },
      after: { plan: 'growth' },
    });
    const entries = (await recordOf(core, orgId)).length;
    await changePlan(core.ctx, as, { plan: 'growth' });
    expect(await recordOf(core, orgId)).toHaveLength(entries);
    for (let i = 0; i < PLANS.starter.seats; i++) await enrol(core, orgId, 'viewer');
    await expect(changePlan(core.ctx, as, { plan: 'starter' })).rejects.toMatchObject({
      code: 'plan_too_small',
      message: expect.stringContaining('11 of 10 seats'),
    });
    expect((await readPlan(core.ctx, orgId)).plan).toBe('growth');
  });

  test('what it holds is turned off and on again; what it does not hold is not to be had', async () => {
    const { orgId, as } = await organisationWith(core);
    const off = await switchFeature(core.ctx, as, { feature: 'teams', on: false });
    expect(off.features).toEqual([]);
    expect(off.flags[0]).toEqual({ feature: 'teams', on: false, source: 'organisation', in_plan: true });
    expect((await switchFeature(core.ctx, as, { feature: 'teams', on: true })).flags[0]).toMatchObject({
      on: true,
      source: 'plan',
    });
    await expect(switchFeature(core.ctx, as, { feature: 'voice', on: true })).rejects.toMatchObject({
      code: 'feature_not_in_plan',
    });
    await expect(exportAudit(core.ctx, as, { format: 'csv' })).rejects.toMatchObject({ code: 'feature_not_on' });
    await changePlan(core.ctx, as, { plan: 'growth' });
    await exportAudit(core.ctx, as, { format: 'csv' });
    await switchFeature(core.ctx, as, { feature: 'audit_export', on: false });
    await expect(exportAudit(core.ctx, as, { format: 'csv' })).rejects.toMatchObject({ code: 'feature_not_on' });
    expect((await recordOf(core, orgId)).filter(({ action }) => action === 'audit.exported')).toHaveLength(1);
  });

  test('limits and what is used of them', async () => {
    const { orgId } = await organisationWith(core, 'member', 'viewer');
    expect(await readPlan(core.ctx, orgId)).toMatchObject({
      plan: 'starter',
      title: 'Starter',
      seats: { limit: PLANS.starter.seats, members: 3, invited: 0 },
      agents: { limit: PLANS.starter.agents, used: 0 },
      features: [...PLANS.starter.features],
    });
    expect((await readPlan(core.ctx, DEMO_IDS.organisation)).agents.used).toBe(1);
  });

  test('an organisation’s flags add features and take them away; the database knows no other plan', async () => {
    const { orgId } = await organisationWith(core);
    const set = (sql: string) => core.database.owner.query(`update organisation set ${sql} where id = $1`, [orgId]);
    await set(`flags = '{"voice": true, "teams": false, "nonsense": true, "webhooks": "yes"}'`);
    expect((await readPlan(core.ctx, orgId)).features).toEqual(['voice']);
    await expect(set(`plan = 'gold'`)).rejects.toThrow(/organisation_plan_known/);
  });
});
