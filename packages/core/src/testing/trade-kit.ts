import { createResource } from '../calendar/create-resource.ts';
import { createService } from '../calendar/create-service.ts';
import type { Ctx } from '../ctx.ts';
import { organisationWith } from './people.ts';
import type { TestCore } from './test-core.ts';

const ALL_DAY = [{ from: '09:00', to: '17:00' }];
const WORKDAYS = {
  ...{ monday: ALL_DAY, tuesday: ALL_DAY, wednesday: ALL_DAY, thursday: ALL_DAY, friday: ALL_DAY },
  ...{ saturday: [], sunday: [] },
};

/** A Friday. */
export const NOW = '2026-11-20T08:00:00.000Z';

/** An organisation with a calendar, on the morning of 20 November 2026. */
export async function tradeKit(core: TestCore, timeZone = 'Europe/London') {
  const ctx: Ctx = { ...core.ctx, now: () => new Date(NOW) };
  const { orgId, as } = await organisationWith({ ...core, ctx });
  await core.database.owner.query('update organisation set time_zone = $2 where id = $1', [orgId, timeZone]);
  const checkUp = await createService(ctx, as, { name: 'Check-up', minutes: 30, price: null });
  const crown = await createService(ctx, as, {
    name: 'Crown',
    minutes: 90,
    price: { amount: '450.00', currency: 'GBP' },
  });
  const ana = await createResource(ctx, as, { name: 'Ana', hours: WORKDAYS, services: [checkUp.id, crown.id] });
  const ben = await createResource(ctx, as, { name: 'Ben', hours: WORKDAYS, services: [checkUp.id] });

  async function contact(): Promise<string> {
    const id = ctx.newId('contact');
    await core.database.owner.query('insert into contact (org_id, id, created_at) values ($1, $2, now())', [orgId, id]);
    return id;
  }

  return { ctx, orgId, as, checkUp, crown, ana, ben, contact };
}
