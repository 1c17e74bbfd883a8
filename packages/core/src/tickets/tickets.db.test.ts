import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrol, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { tradeKit } from '../testing/trade-kit.ts';
import { changeTicket } from './change-ticket.ts';
import { closeTicket } from './close-ticket.ts';
import { commentOnTicket } from './comment-on-ticket.ts';
import { fileAsPerson } from './file-as-person.ts';
import { listTickets } from './list-tickets.ts';
import { readTicket } from './read-ticket.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const PAGE = { limit: 50 };

async function desk() {
  const kit = await tradeKit(core);
  const contactId = await kit.contact();
  const file = (subject = 'Call me back', description = 'About the bill', more: object = {}) =>
    fileAsPerson(kit.ctx, kit.as, { contactId, subject, description, priority: 'normal', ...more });
  return { ...kit, contactId, file };
}

describe('filing', () => {
  test('gives it a reference; the same subject joins the one that is open, whatever its case', async () => {
    const { ctx, as, file } = await desk();
    const first = await file();
    expect(first).toMatchObject({
      ...{ kind: 'customer', status: 'open', reference: expect.stringMatching(/^TKT-[0-9A-Z]{4}$/), turn_id: null },
      ...{ conversation_id: null, comments: [] },
    });
    expect(await file()).toMatchObject({ id: first.id, comments: [] });
    expect(await file('CALL ME BACK', 'It is urgent')).toMatchObject({
      ...{ id: first.id, comments: [{ text: 'It is urgent', author: { kind: 'user' } }] },
    });
    expect((await listTickets(ctx, as, PAGE)).data).toHaveLength(1);
    await closeTicket(ctx, as, first);
    expect((await file()).id).not.toBe(first.id);
  });

  test('twenty at once are one ticket', async () => {
    const { ctx, as, file } = await desk();
    const filed = await Promise.all(Array.from({ length: 20 }, (_, i) => file('Call me back', `Time ${i}`)));
    expect(new Set(filed.map(({ id }) => id)).size).toBe(1);
    expect((await listTickets(ctx, as, PAGE)).data).toHaveLength(1);
    expect((await readTicket(ctx, as.orgId, filed[0]?.id ?? '')).comments).toHaveLength(19);
  });

  test('another contact’s is another', async () => {
    const { ctx, as, file, contact } = await desk();
    await file();
    await file('Call me back', '', { contactId: await contact() });
    expect((await listTickets(ctx, as, PAGE)).data).toHaveLength(2);
    await expect(file('x', '', { contactId: ctx.newId('contact') })).rejects.toMatchObject({ code: 'no_such_contact' });
  });
});

test('what goes wrong in a turn has a reference as well', async () => {
  const { orgId } = await desk();
  const { rows } = await core.database.owner.query<{ reference: string }>(
    `insert into ticket (org_id, id, kind, subject, conversation_id, turn_id, status, created_at)
     select $1, 'tick_' || n || 'AAAA', 'customer', 'x' || n, null, null, 'open', now() from generate_series(1, 3) n returning reference`,
    [orgId],
  );
  expect(rows.map(({ reference }) => reference)).toEqual(['TKT-AAAA', 'TKT-_2AAAA', 'TKT-_3AAAA']);
});

describe('seeing to one', () => {
  test('state, priority and who does it change; what did not change leaves nothing in the record', async () => {
    const { ctx, as, orgId, file } = await desk();
    const { id } = await file();
    const ada = await enrol(core, orgId, 'operator');
    expect(
      await changeTicket(ctx, as, { id, status: 'in_progress', priority: 'high', assignee: ada.id }),
    ).toMatchObject({
      ...{ status: 'in_progress', priority: 'high', assignee_id: ada.id },
    });
    const before = (await recordOf(core, orgId)).length;
    await changeTicket(ctx, as, { id, status: 'in_progress' });
    expect(await recordOf(core, orgId)).toHaveLength(before);
    expect(
      (await listTickets(ctx, { ...as, actor: { kind: 'user', id: ada.id } }, { ...PAGE, assignee: 'me' })).data,
    ).toHaveLength(1);
    expect((await listTickets(ctx, as, { ...PAGE, assignee: 'nobody' })).data).toEqual([]);
    const closed = await closeTicket(ctx, as, { id });
    expect(closed).toMatchObject({ status: 'closed', closed_at: expect.any(String) });
    expect(await closeTicket(ctx, as, { id })).toEqual(closed);
    expect(await changeTicket(ctx, as, { id, status: 'open', assignee: null })).toMatchObject({
      ...{ status: 'open', closed_at: null, assignee_id: null },
    });
  });

  test('only a member, and only one open ticket about the same', async () => {
    const { ctx, as, file } = await desk();
    const first = await file();
    await expect(changeTicket(ctx, as, { id: first.id, assignee: ctx.newId('user') })).rejects.toMatchObject({
      code: 'not_a_member',
    });
    await closeTicket(ctx, as, first);
    await file();
    await expect(changeTicket(ctx, as, { id: first.id, status: 'open' })).rejects.toMatchObject({
      code: 'ticket_open_already',
    });
  });

  test('colleagues read what was said about it; another organisation does not find it', async () => {
    const { ctx, as, file } = await desk();
    const { id } = await file();
    await commentOnTicket(ctx, as, { id, text: 'Called, no answer' });
    expect((await readTicket(ctx, as.orgId, id)).comments).toMatchObject([{ text: 'Called, no answer' }]);
    const other = await desk();
    for (const act of [
      () => readTicket(other.ctx, other.orgId, id),
      () => commentOnTicket(other.ctx, other.as, { id, text: 'x' }),
      () => changeTicket(other.ctx, other.as, { id, status: 'closed' }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'no_such_ticket' });
    }
  });
});
