import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastOf, organisationWith, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { tradeKit } from '../testing/trade-kit.ts';
import { addClosure } from './add-closure.ts';
import { bookAsPerson, cancelAsPerson, lookAsPerson, rescheduleAsPerson } from './as-person.ts';
import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import { changeResource } from './change-resource.ts';
import { changeService } from './change-service.ts';
import { createService } from './create-service.ts';
import { upcomingOf } from './find-appointment.ts';
import { listAppointments } from './list-appointments.ts';
import { listClosures } from './list-closures.ts';
import { listResources } from './list-resources.ts';
import { removeClosure } from './remove-closure.ts';
import { rescheduleAppointment } from './reschedule-appointment.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

type Kit = Awaited<ReturnType<typeof tradeKit>>;

const MONDAY = '2026-11-23';

const book = async ({ ctx, orgId, as, contact }: Kit, more: object = {}) => {
  const contactId = await contact();
  return ctx.db.inOrg(orgId, (tx) =>
    bookAppointment(ctx, tx, as, {
      ...{ contactId, service: 'Check-up', date: MONDAY, time: '10:00', origin: null },
      ...more,
    }),
  );
};

describe('what is free', () => {
  test('each time with whom, by the wall clock of the organisation', async () => {
    const kit = await tradeKit(core, 'America/New_York');
    const { slots, timeZone, closed } = await lookAsPerson(kit.ctx, kit.as, { service: 'check-up', date: MONDAY });
    expect(timeZone).toBe('America/New_York');
    expect(closed).toBe(false);
    expect(slots).toHaveLength(32);
    expect(slots.slice(0, 3)).toEqual([
      { start: '09:00', resource: 'Ana' },
      { start: '09:00', resource: 'Ben' },
      { start: '09:30', resource: 'Ana' },
    ]);
  });

  test('a part of the day; what is taken and what has begun is not among it', async () => {
    const kit = await tradeKit(core);
    await book(kit, { date: '2026-11-20', time: '11:30', resource: 'Ana' });
    const ctx = { ...kit.ctx, now: () => new Date('2026-11-20T11:00:00Z') };
    const asked = { service: 'Check-up', date: '2026-11-20', partOfDay: 'morning' as const };
    expect((await lookAsPerson(ctx, kit.as, asked)).slots).toEqual([{ start: '11:30', resource: 'Ben' }]);
  });

  test('on a day without any, the next day with some is named', async () => {
    const kit = await tradeKit(core);
    const weekend = await lookAsPerson(kit.ctx, kit.as, { service: 'Crown', date: '2026-11-21' });
    expect(weekend).toMatchObject({ slots: [], closed: true, nextDate: MONDAY });
    await addClosure(kit.ctx, kit.as, { resource: null, starts_on: MONDAY, ends_on: '2026-11-25', note: 'Move' });
    expect(await lookAsPerson(kit.ctx, kit.as, { service: 'Crown', date: MONDAY })).toMatchObject({
      ...{ slots: [], closed: true, nextDate: '2026-11-26' },
    });
  });

  test.each([
    [{ service: 'Haircut', date: MONDAY }, 'unknown_service', 'There are: Check-up, Crown.'],
    [{ date: MONDAY }, 'unknown_service', 'Say which service: Check-up, Crown.'],
    [{ service: 'Crown', date: '2028-01-03' }, 'too_far', 'The last day that can be booked is 2027-11-20.'],
  ])('%j: %s', async (asked, code, words) => {
    const kit = await tradeKit(core);
    await expect(lookAsPerson(kit.ctx, kit.as, asked)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });
});

describe('booking', () => {
  test('takes the time, tells what people call it, and stands in the record', async () => {
    const kit = await tradeKit(core);
    const contact = await kit.contact();
    const wanted = { contactId: contact, service: 'check up', date: MONDAY, time: '10:00', name: 'Ida' };
    const booked = await bookAsPerson(kit.ctx, kit.as, wanted);
    expect(booked).toMatchObject({
      ...{ reference: expect.stringMatching(/^APT-[0-9A-Z]{4}$/), date: MONDAY, time: '10:00', until: '10:30' },
      ...{
        starts_at: '2026-11-23T10:00:00.000Z',
        service: { name: 'Check-up' },
        resource: { name: 'Ana' },
        name: 'Ida',
      },
      ...{ state: 'booked', time_zone: 'Europe/London', contact_id: contact },
    });
    expect(await lastOf(core, kit.orgId)).toMatchObject({
      ...{ action: 'appointment.booked', target: booked.id, detail: expect.objectContaining({ name: 'Ida' }) },
      after: expect.objectContaining({ contact_id: contact, starts_at: booked.starts_at }),
    });
    expect((await listAppointments(kit.ctx, kit.orgId, { limit: 10 })).data).toEqual([booked]);
  });

  test('a taken time is refused with the times that are free', async () => {
    const kit = await tradeKit(core);
    await book(kit, { service: 'Crown', time: '10:00' });
    expect(await book(kit, { service: 'Crown', time: '11:00' })).toEqual({
      ...{ kind: 'slot_taken', date: MONDAY, time: '11:00' },
      free: ['11:30', '12:00', '12:30', '13:00', '13:30', '14:00'],
    });
  });

  test.each([
    ['between two times', { time: '10:10' }],
    ['before it opens', { time: '08:30' }],
    ['so late that it would not end in time', { time: '16:00', service: 'Crown' }],
    ['on a day off', { date: '2026-11-22' }],
    ['in the past', { date: '2026-11-19' }],
  ])('%s nothing can be booked', async (_, more) => {
    expect(await book(await tradeKit(core), more)).toMatchObject({ kind: 'not_offered' });
  });

  test('with somebody who does not do it', async () => {
    expect(await book(await tradeKit(core), { service: 'Crown', resource: 'Ben' })).toEqual({
      ...{ kind: 'unknown_resource', asked: 'Ben', resources: ['Ana'] },
    });
  });

  test('the same visit asked for twice is one; for another person it is another', async () => {
    const kit = await tradeKit(core);
    const contactId = await kit.contact();
    const first = await book(kit, { contactId, name: 'Ida' });
    if (first.kind !== 'booked') throw new Error(first.kind);
    expect(await book(kit, { contactId, name: 'ida' })).toMatchObject({
      ...{ kind: 'already_booked', reference: first.appointment.reference },
    });
    expect(await book(kit, { contactId })).toMatchObject({ kind: 'already_booked' });
    expect(await book(kit, { contactId, name: 'Ole' })).toMatchObject({ kind: 'booked' });
  });

  test('of forty at once for the same time, as many are booked as there are people to do it', async () => {
    const kit = await tradeKit(core);
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => book(kit)));
    const kinds = Object.groupBy(outcomes, ({ kind }) => kind);
    expect([kinds.booked?.length, kinds.slot_taken?.length]).toEqual([2, 38]);
    expect((await listAppointments(kit.ctx, kit.orgId, { limit: 10 })).data).toHaveLength(2);
  });

  test('the database itself lets no two overlap on one resource, whoever writes', async () => {
    const kit = await tradeKit(core);
    const { owner } = core.database;
    const write = (id: string, resource: string, from: string, until: string, state = 'booked') =>
      owner.query(
        `insert into appointment (org_id, id, reference, contact_id, service_id, resource_id, starts_at, ends_at, state, cancelled_at, created_at, updated_at)
         select $1, $2, $2, min(id), $3, $4, $5, $6, $7, case when $7 = 'cancelled' then now() end, now(), now() from contact where org_id = $1`,
        [kit.orgId, id, kit.checkUp.id, resource, `2026-12-01T${from}Z`, `2026-12-01T${until}Z`, state],
      );
    await kit.contact();
    await write('a', kit.ana.id, '10:00', '11:00');
    for (const [from, until] of [
      ['10:30', '11:30'],
      ['09:30', '10:30'],
      ['10:15', '10:45'],
      ['09:00', '12:00'],
      ['10:00', '11:00'],
    ] as const) {
      await expect(write('x', kit.ana.id, from, until)).rejects.toThrow(/appointment_never_overlaps/);
    }
    await write('b', kit.ana.id, '11:00', '12:00');
    await write('c', kit.ana.id, '09:00', '10:00');
    await write('d', kit.ben.id, '10:00', '11:00');
    await write('e', kit.ana.id, '10:00', '11:00', 'cancelled');
  });

  test('nobody who was never there, or has been forgotten, or is another organisation’s', async () => {
    const [kit, other] = [await tradeKit(core), await tradeKit(core)];
    const erased = await kit.contact();
    await core.database.owner.query('update contact set erased_at = now() where id = $1', [erased]);
    for (const contactId of [kit.ctx.newId('contact'), erased, await other.contact()]) {
      expect(await book(kit, { contactId })).toEqual({ kind: 'no_such_contact' });
    }
  });

  test('an hour that is left out cannot be booked, and one that comes twice is booked twice', async () => {
    const kit = await tradeKit(core);
    const night = [{ from: '00:00', to: '04:00' }];
    const hours = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: night };
    for (const { id } of [kit.ana, kit.ben]) await changeResource(kit.ctx, kit.as, { id, hours });
    expect(await book(kit, { date: '2027-03-28', time: '01:30' })).toMatchObject({ kind: 'not_offered' });
    expect(await book(kit, { date: '2027-03-28', time: '02:00' })).toMatchObject({
      appointment: { startsAt: new Date('2027-03-28T01:00:00Z') },
    });
    const ctx = { ...kit.ctx, now: () => new Date('2027-09-01T00:00:00Z') };
    const begins: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const outcome = await book({ ...kit, ctx }, { date: '2027-10-31', time: '01:30' });
      begins.push(outcome.kind === 'booked' ? outcome.appointment.startsAt.toISOString().slice(11, 16) : outcome.kind);
    }
    expect(begins).toEqual(['00:30', '00:30', '01:30', '01:30', 'slot_taken']);
  });
});

describe('moving', () => {
  test('keeps the reference and with whom, and may overlap where it was', async () => {
    const kit = await tradeKit(core);
    const contactId = await kit.contact();
    await book(kit, { time: '10:30' });
    const first = await book(kit, { contactId, service: 'Crown', time: '11:00' });
    if (first.kind !== 'booked') throw new Error(first.kind);
    const { reference } = first.appointment;
    const move = (time: string) =>
      kit.ctx.db.inOrg(kit.orgId, (tx) =>
        rescheduleAppointment(kit.ctx, tx, kit.as, { which: { of: contactId, reference }, date: MONDAY, time }),
      );
    expect(await move('11:30')).toMatchObject({ kind: 'moved', appointment: { reference, resource: { name: 'Ana' } } });
    expect(await move('10:30')).toMatchObject({ kind: 'slot_taken' });
    const before = (await recordOf(core, kit.orgId)).length;
    expect(await move('11:30')).toMatchObject({ kind: 'moved' });
    expect(await recordOf(core, kit.orgId)).toHaveLength(before);
  });

  test('two that move to one time at once: one of them does', async () => {
    const kit = await tradeKit(core);
    await changeResource(kit.ctx, kit.as, { id: kit.ben.id, active: false });
    const booked = [await book(kit, { time: '10:00' }), await book(kit, { time: '11:00' })];
    const outcomes = await Promise.allSettled(
      booked.map((one) =>
        rescheduleAsPerson(kit.ctx, kit.as, {
          id: one.kind === 'booked' ? one.appointment.id : '',
          ...{ date: MONDAY, time: '14:00' },
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('cancelling', () => {
  test('frees the time at once, and happens once', async () => {
    const kit = await tradeKit(core);
    const booked = await book(kit, { service: 'Crown' });
    if (booked.kind !== 'booked') throw new Error(booked.kind);
    const { id } = booked.appointment;
    const ends = await Promise.allSettled([1, 2, 3].map(() => cancelAsPerson(kit.ctx, kit.as, { id, reason: 'Ill' })));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await recordOf(core, kit.orgId)).filter(({ action }) => action === 'appointment.cancelled')).toHaveLength(
      1,
    );
    expect(await book(kit, { service: 'Crown' })).toMatchObject({ kind: 'booked' });
  });

  test('the only one need not be named; of several each is', async () => {
    const kit = await tradeKit(core);
    const contactId = await kit.contact();
    const cancel = (reference?: string) =>
      kit.ctx.db.inOrg(kit.orgId, (tx) =>
        cancelAppointment(kit.ctx, tx, kit.as, { which: { of: contactId, reference } }),
      );
    expect(await cancel()).toEqual({ kind: 'no_such_appointment' });
    const first = await book(kit, { contactId });
    await book(kit, { contactId, time: '15:00' });
    if (first.kind !== 'booked') throw new Error(first.kind);
    const { reference } = first.appointment;
    expect(await cancel()).toMatchObject({
      kind: 'which_appointment',
      appointments: [`${reference}, Check-up, ${MONDAY} 10:00`, expect.stringContaining('15:00')],
    });
    expect(await cancel(reference.toLowerCase())).toMatchObject({ kind: 'cancelled' });
    expect(await cancel(reference)).toEqual({ kind: 'appointment_over', reference });
    expect(await cancel()).toMatchObject({ kind: 'cancelled' });
  });

  test('somebody else’s is answered as one that never was; one person’s contacts have theirs in common', async () => {
    const kit = await tradeKit(core);
    const [mine, theirs, linked] = [await kit.contact(), await kit.contact(), await kit.contact()];
    const booked = await book(kit, { contactId: mine });
    if (booked.kind !== 'booked') throw new Error(booked.kind);
    const { reference } = booked.appointment;
    const asked = (of: string, named: string) =>
      kit.ctx.db.inOrg(kit.orgId, (tx) => cancelAppointment(kit.ctx, tx, kit.as, { which: { of, reference: named } }));
    expect(await asked(theirs, reference)).toEqual(await asked(theirs, 'APT-0000'));
    expect(await asked(theirs, reference)).toEqual({ kind: 'no_such_appointment' });
    await core.database.owner.query(`insert into contact_link values ($1, $2, $3, 'member', 'usr_x', now())`, [
      // The older one is the main one; both may be of the same millisecond.
      ...[kit.orgId, ...[linked, mine].sort().reverse()],
    ]);
    const upcoming = await kit.ctx.db.inOrg(kit.orgId, (tx) => upcomingOf(kit.ctx, tx, kit.orgId, linked));
    expect(upcoming.map((one) => one.reference)).toEqual([reference]);
    expect(await asked(linked, reference)).toMatchObject({ kind: 'cancelled' });
  });
});

describe('what can be booked', () => {
  test('a name is there once, and what did not change leaves nothing in the record', async () => {
    const kit = await tradeKit(core);
    await expect(createService(kit.ctx, kit.as, { name: 'Crown', minutes: 30, price: null })).rejects.toMatchObject({
      code: 'name_taken',
    });
    await expect(changeService(kit.ctx, kit.as, { id: kit.crown.id, name: 'Check-up' })).rejects.toMatchObject({
      code: 'name_taken',
    });
    await expect(changeResource(kit.ctx, kit.as, { id: kit.ben.id, name: 'Ana' })).rejects.toMatchObject({
      code: 'name_taken',
    });
    const before = (await recordOf(core, kit.orgId)).length;
    await changeService(kit.ctx, kit.as, {
      id: kit.crown.id,
      name: 'Crown',
      price: { amount: '450', currency: 'GBP' },
    });
    await changeResource(kit.ctx, kit.as, { id: kit.ben.id, services: [kit.checkUp.id] });
    expect(await recordOf(core, kit.orgId)).toHaveLength(before);
  });

  test('a service of another organisation is none', async () => {
    const [kit, other] = [await tradeKit(core), await tradeKit(core)];
    await expect(changeResource(kit.ctx, kit.as, { id: kit.ana.id, services: [other.crown.id] })).rejects.toMatchObject(
      { code: 'no_such_service' },
    );
    expect((await listResources(kit.ctx, kit.orgId))[0]?.services).toHaveLength(2);
    await expect(changeService(kit.ctx, kit.as, { id: other.crown.id, minutes: 5 })).rejects.toMatchObject({
      code: 'no_such_service',
    });
  });

  test('days off come and go', async () => {
    const kit = await tradeKit(core);
    const days = { resource: kit.ana.id, starts_on: MONDAY, ends_on: MONDAY, note: null };
    const { id } = await addClosure(kit.ctx, kit.as, days);
    await addClosure(kit.ctx, kit.as, { ...days, starts_on: '2026-11-01', ends_on: '2026-11-19' });
    expect((await listClosures(kit.ctx, kit.orgId)).map((one) => one.id)).toEqual([id]);
    expect(await book(kit, { service: 'Crown' })).toMatchObject({ kind: 'not_offered', free: [] });
    await removeClosure(kit.ctx, kit.as, { id });
    expect(await book(kit, { service: 'Crown' })).toMatchObject({ kind: 'booked' });
    const { as } = await organisationWith(core);
    await expect(removeClosure(kit.ctx, as, { id })).rejects.toMatchObject({ code: 'no_such_closure' });
  });
});

test('the calendar is read in pages, by moment, resource, contact and state', async () => {
  const kit = await tradeKit(core);
  const contactId = await kit.contact();
  for (const time of ['09:00', '10:00', '11:00']) await book(kit, { contactId, time, resource: 'Ana' });
  await book(kit, { time: '10:00', resource: 'Ben' });
  const read = async (query: object) =>
    (await listAppointments(kit.ctx, kit.orgId, { limit: 10, ...query })).data.map(
      ({ time, resource }) => `${time} ${resource.name}`,
    );
  expect(await read({})).toEqual(['09:00 Ana', '10:00 Ana', '10:00 Ben', '11:00 Ana']);
  expect(await read({ from: '2026-11-23T09:30:00Z', to: '2026-11-23T10:00:00Z' })).toEqual([]);
  expect(await read({ from: '2026-11-23T09:29:00Z', to: '2026-11-23T10:01:00Z' })).toEqual([
    '09:00 Ana',
    '10:00 Ana',
    '10:00 Ben',
  ]);
  expect(await read({ resource: kit.ben.id })).toEqual(['10:00 Ben']);
  expect(await read({ contact: contactId })).toHaveLength(3);
  expect(await read({ state: 'cancelled' })).toEqual([]);
  const first = await listAppointments(kit.ctx, kit.orgId, { limit: 2 });
  expect(first.has_more).toBe(true);
  expect(await read({ starting_after: first.next_cursor })).toEqual(['10:00 Ben', '11:00 Ana']);
});
