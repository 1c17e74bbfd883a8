import { seedDemoPatients } from '@parley/core/demo/demo-patients';
import { createAppDb } from '@parley/db/client';
import { addDays, localTime, weekdayOf } from '@parley/shared/local-time';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { createPuppet, type PuppetCall } from './puppet.ts';
import { type Visitor, visit } from './visitor.ts';

const puppet = createPuppet();

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ model: puppet.model });
  const db = createAppDb({ url: platform.database.urls.app, maxConnections: 1, name: 'seed' });
  await seedDemoPatients({ db, now: () => new Date() });
  await db.close();
});
afterAll(() => platform.stop());

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];

const someone = () => visit({ url: platform.api.url, channelId: platform.channelId });

/** What the tools have answered to this visitor. */
const use = (visitor: Visitor, ...calls: PuppetCall[]) => puppet.use(platform, visitor, ...calls);

async function one(visitor: Visitor, ...call: PuppetCall): Promise<Record<string, unknown> & string> {
  const [text = ''] = await use(visitor, call);
  return (text.startsWith('{') ? JSON.parse(text) : text) as never;
}

const today = () => localTime(new Date().toISOString(), 'Europe/London').date;
/** A Tuesday that lies ahead: the clinic is open from half past eight to six. */
function tuesday(): string {
  let date = addDays(today(), 7);
  while (weekdayOf(date) !== 'tuesday') date = addDays(date, 1);
  return date;
}

/** The patient with that number of the street's phones speaks in this chat from now on. */
async function speakAs(visitor: Visitor, number: string): Promise<void> {
  await one(visitor, 'list_appointments');
  await rows(
    `insert into contact_link (org_id, contact_id, main_id, vouched_by, actor_id, created_at)
     select p.org_id, c.contact_id, p.contact_id, 'member', 'usr_x', now() from contact_point p,
       (select contact_id from conversation order by id desc limit 1) c where p.kind = 'sms' and p.address = $1`,
    [number],
  );
}

describe('the calendar', () => {
  test('a visit is found, booked, moved and cancelled, and each happens once', async () => {
    const ida = await someone();
    const date = tuesday();
    const free = await one(ida, 'check_availability', { service: 'filling', date, part_of_day: 'morning' });
    expect(free).toMatchObject({
      service: 'Filling',
      closed: false,
      next_date_with_slots: null,
      time_zone: 'Europe/London',
    });
    expect(free.slots).toContainEqual({ start: '10:00', resource: 'Dr Reyes' });

    const booked = await one(ida, 'book_appointment', {
      service: 'Filling',
      date,
      time: '10:00',
      resource: 'Dr Reyes',
    });
    expect(booked).toMatchObject({ date, time: '10:00', until: '11:00', resource: 'Dr Reyes' });
    const reference = String(booked.reference);
    expect(await one(ida, 'list_appointments')).toEqual({ appointments: [booked] });
    const moved = await one(ida, 'reschedule_appointment', { date, time: '9:30' });
    expect(moved).toMatchObject({ reference, time: '09:30', before: { date, time: '10:00' } });
    expect(await one(ida, 'cancel_appointment', { reference })).toMatchObject({ reference, cancelled: true });
    expect(await one(ida, 'cancel_appointment')).toMatch(/no_such_appointment/);

    const effects = await rows<{ tool: string; state: string }>(
      `select e.tool, e.state from effect e join appointment a on a.conversation_id = e.conversation_id where a.reference = $1 order by e.id`,
      [reference],
    );
    expect(effects.map(({ tool, state }) => `${tool} ${state}`)).toEqual([
      ...[
        'book_appointment done',
        'reschedule_appointment done',
        'cancel_appointment done',
        'cancel_appointment failed',
      ],
    ]);
    const record = await rows<{ action: string; actor_kind: string }>(
      `select action, actor_kind from audit_entry where action like 'appointment.%' order by at, id`,
    );
    expect(record).toEqual(
      ['booked', 'moved', 'cancelled'].map((done) => ({ action: `appointment.${done}`, actor_kind: 'agent' })),
    );
  });

  test('a taken time is told with those that are free, and nothing is booked', async () => {
    const date = tuesday();
    const at = { service: 'Whitening', date, time: '14:00' };
    for (const resource of ['Dr Reyes', 'Dr Osei']) await one(await someone(), 'book_appointment', { ...at, resource });
    const late = await someone();
    expect(await one(late, 'book_appointment', at)).toBe(
      `Error: slot_taken: ${date} 14:00 is taken. Free then: 12:00, 12:30, 13:00, 15:00, 15:30, 16:00.`,
    );
    expect(await one(late, 'list_appointments')).toEqual({ appointments: [] });
  });

  test('six visitors want the same hour at once: two get it', async () => {
    const visitors = await Promise.all(Array.from({ length: 6 }, someone));
    const at = { service: 'Filling', date: tuesday(), time: '16:00' };
    await Promise.all(visitors.map((visitor) => puppet.send(visitor, ['book_appointment', at])));
    await platform.quiet();
    const taken = await rows(
      `select 1 from appointment where state = 'booked' and starts_at::date = $1 and service_id in
      (select id from service where name = 'Filling')`,
      [at.date],
    );
    expect(taken).toHaveLength(2);
  });

  test('somebody else’s reference is answered as one that never was', async () => {
    const [ida, eve] = [await someone(), await someone()];
    const booked = await one(ida, 'book_appointment', { service: 'Check-up', date: tuesday(), time: '08:30' });
    const tried = async (reference: string) => [
      await one(eve, 'cancel_appointment', { reference }),
      await one(eve, 'reschedule_appointment', { reference, date: tuesday(), time: '09:00' }),
    ];
    expect(await tried(String(booked.reference))).toEqual(await tried('APT-0000'));
    expect(await one(ida, 'list_appointments')).toEqual({ appointments: [booked] });
  });
});

describe('orders', () => {
  test('a patient’s own: looked up, given back in part and then no more than was paid', async () => {
    const ava = await someone();
    await speakAs(ava, '+447700900341');
    expect(await one(ava, 'lookup_order')).toMatchObject({ number: '1047', total: '120.00', refundable: '120.00' });
    expect(await one(ava, 'lookup_order', { number: '#1042' })).toMatchObject({
      ...{
        status: 'delivered',
        items: [{ name: 'Electric toothbrush', quantity: 1, unit_price: '39.00' }, { quantity: 1 }],
      },
    });
    const refund = (more: object = {}) =>
      one(ava, 'issue_refund', { order_number: '1042', reason: 'Arrived broken', ...more });
    expect(await refund({ amount: '39.00' })).toMatchObject({
      ...{ refund_reference: expect.stringMatching(/^RFD-/), amount: '39.00', currency: 'GBP', refundable: '11.00' },
    });
    expect(await refund({ amount: '11.01' })).toMatch(/over_refundable: .*11\.00 GBP at most/);
    expect(await refund()).toMatchObject({ amount: '11.00', refundable: '0.00' });
    expect(await refund()).toMatch(/nothing_refundable/);
    expect(await rows(`select amount_cents, actor_kind from refund order by id`)).toEqual([
      { amount_cents: 3_900, actor_kind: 'agent' },
      { amount_cents: 1_100, actor_kind: 'agent' },
    ]);
  });

  test('above what an agent may move without a person nothing moves, said or meant', async () => {
    const ava = await someone();
    await speakAs(ava, '+447700900341');
    const before = await rows('select * from refund');
    for (const more of [{ amount: '50.01' }, {}]) {
      expect(await one(ava, 'issue_refund', { order_number: '1047', reason: 'Wrong size', ...more })).toMatch(
        /without a person you may move at most 50\.00/,
      );
    }
    expect(await rows('select * from refund')).toEqual(before);
  });

  test('a discount comes once, and what was paid too much is given back', async () => {
    const ben = await someone();
    await speakAs(ben, '+447700900877');
    const ask = () => one(ben, 'apply_discount', { order_number: '1044', percent: 10, reason: 'Came late' });
    expect(await ask()).toEqual({
      order_number: '1044',
      percent: 10,
      amount: '4.50',
      currency: 'GBP',
      given_back: '4.50',
    });
    expect(await ask()).toMatch(/already_discounted/);
    expect(await one(ben, 'apply_discount', { order_number: '1044', percent: 51, reason: 'x' })).toMatch(
      /arguments are not right/,
    );
  });

  test('somebody else’s number is answered as one that never was', async () => {
    const eve = await someone();
    const tried = async (number: string) =>
      (
        await use(
          eve,
          ['lookup_order', { number }],
          ['issue_refund', { order_number: number, reason: 'x' }],
          ['issue_refund', { order_number: number, amount: '1.00', reason: 'x' }],
          ['apply_discount', { order_number: number, percent: 5, reason: 'x' }],
        )
      ).map((text) => text.replaceAll(number, '…'));
    expect(await tried('1042')).toEqual(await tried('7777'));
    expect(await one(eve, 'lookup_order')).toMatch(/There is no order\./);
  });
});

describe('a mail', () => {
  const written = { subject: 'Your visit\nBcc: all', body: 'Tuesday, <b>10:00</b>' };

  test('goes to the address that the customer is known by, once, and is text', async () => {
    const ida = await someone();
    expect(await one(ida, 'send_email', written)).toMatch(/no_address/);
    await rows(
      `update contact set email = 'ida@people.test' where id = (select contact_id from conversation order by id desc limit 1)`,
    );
    expect(await one(ida, 'send_email', { ...written, to: 'eve@people.test' })).toMatchObject({ accepted: true });
    const [mail, ...more] = await until(() => {
      const found = platform.street.mail.ledger.entries.filter(({ to }) => to.includes('ida@people.test'));
      return found.length > 0 ? found : null;
    });
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: ['ida@people.test'], text: expect.stringContaining('Tuesday, <b>10:00</b>') });
    expect(mail?.html).not.toContain('<b>');
    expect(mail?.subject).not.toMatch(/[\r\n]/);
    for (let n = 2; n <= 5; n++) await one(ida, 'send_email', { ...written, subject: `Mail ${n}` });
    expect(await one(ida, 'send_email', { ...written, subject: 'Mail 6' })).toMatch(/too_many_mails/);
  });
});

describe('what people have to see to', () => {
  test('the same subject joins, in one conversation or the next', async () => {
    const ida = await someone();
    const ask = (description: string) => one(ida, 'create_ticket', { subject: 'Copy of the bill', description });
    const first = await ask('For the insurance');
    expect(first).toEqual({ reference: expect.stringMatching(/^TKT-/), joined: false });
    expect(await ask('It is urgent')).toEqual({ reference: first.reference, joined: true });
    expect(await rows(`select kind, status, turn_id from ticket where reference = $1`, [first.reference])).toEqual([
      { kind: 'customer', status: 'open', turn_id: null },
    ]);
  });

  test('handing over ends the run with a person', async () => {
    const ida = await someone();
    await puppet.send(ida, ['handoff_to_human', { reason: 'Asked for a person' }]);
    await until(async () => (await rows(`select 1 from ticket where kind = 'handed_off'`)).length === 1);
  });

  test('nothing waits for a colleague', async () => {
    expect(await one(await someone(), 'withdraw_request')).toMatch(/nothing_waiting/);
  });
});
