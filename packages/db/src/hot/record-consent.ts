import { inTransaction } from '../in-transaction.ts';
import type { Pool, Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type ConsentRow = {
  orgId: string;
  channelId: string;
  keyHash: Buffer;
  point: { kind: string; address: string };
  word: 'stop' | 'help' | 'start';
  text: string;
  traceparent: string | null;
  at: Date;
  /** What is answered; null where the carrier has answered already. */
  reply: ((organisation: { name: string; profile: unknown }) => string) | null;
  ids: { contact: string; conversation: string; turn: string; message: string; reply: string; audit: string };
};

type Taken = {
  conversation_id: string;
  contact_id: string;
  turn_id: string;
  message_id: string;
  ours: string;
  seq: string;
  opened: boolean;
  duplicate: boolean;
  running: string | null;
  name: string;
  profile: unknown;
};

/*
 * As an ordinary message is taken in, but its turn never enters the lane: no model will see it. From here on the lane's
 * row is locked, so the statements that follow see all that was committed into it.
 */
const takeIn = statement<Taken>(
  'take_consent_word',
  `with door as (
    select ch.agent_id, ch.address, o.name, o.profile from channel ch join organisation o on o.id = ch.org_id
    where ch.org_id = $1 and ch.id = $2
  ), fresh as (
    insert into inbound_key (org_id, source, key_hash, turn_id, message_id, created_at)
    select $1, $2, $3, $5, $6, $7 from door
    on conflict do nothing
    returning turn_id
  ), known_point as (
    select contact_id from contact_point where org_id = $1 and kind = $8 and address = $9
  ), new_contact as (
    insert into contact (org_id, id, created_at)
    select $1, $10, $7 from fresh where not exists (select from known_point)
    returning id
  ), new_point as (
    insert into contact_point (org_id, kind, address, contact_id, created_at)
    select $1, $8, $9, id, $7 from new_contact
    returning contact_id
  ), person as (
    select contact_id from known_point union all select contact_id from new_point
  ), lane as (
    insert into conversation as c
      (org_id, id, channel_id, contact_id, agent_id, open_key, last_seq, created_at, updated_at, address, opted_out_at)
    select $1, $4, $2, contact_id, door.agent_id, $2 || ':' || contact_id, 2, $7, $7, $9,
      (select k.changed_at from consent k where k.org_id = $1 and k.ours = door.address and k.theirs = $9 and k.state = 'out')
    from fresh, person, door
    on conflict (org_id, open_key) do update set
      last_seq = c.last_seq + 2, updated_at = excluded.updated_at, address = excluded.address
    returning c.id, c.agent_id, c.contact_id, c.last_seq, case when c.lease_until is not null then c.fence end as running
  ), new_turn as (
    insert into turn (org_id, id, conversation_id, agent_id, state, reason, traceparent, created_at, ended_at)
    select $1, $5, lane.id, lane.agent_id, 'silent', $11, $12, $7, clock_now() from lane
  ), new_message as (
    insert into message (org_id, id, conversation_id, turn_id, seq, text, created_at)
    select $1, $6, lane.id, $5, lane.last_seq - 1, $13, $7 from lane
  ), entered as (
    insert into audit_entry (org_id, id, at, actor_kind, actor_id, action, target_kind, target_id, after)
    select $1, 'aud_' || split_part($5, '_', 2), $7, 'system', 'gateway', 'turn.silent', 'turn', $5,
      jsonb_build_object('conversation_id', lane.id, 'reason', $11::text, 'attempts', 0) from lane
  )
  select lane.id as conversation_id, lane.contact_id, $5 as turn_id, $6 as message_id, door.address as ours, lane.last_seq as seq,
    lane.last_seq = 2 as opened, false as duplicate, lane.running, door.name, door.profile
  from lane, door
  union all
  select t.conversation_id, null, k.turn_id, k.message_id, door.address, null, false, true, null, door.name, door.profile
  from door, inbound_key k join turn t on t.org_id = k.org_id and t.id = k.turn_id
  where k.org_id = $1 and k.source = $2 and k.key_hash = $3
  union all
  select null, null, null, null, null, null, false, false, null, null, null where not exists (select from door)`,
);

/** `silence` and `listen` need their conversations locked: a snapshot from before the lock would miss what came meanwhile. */
const silence = statement(
  'silence_person',
  `with lane as (
    update conversation c set
      opted_out_at = $4, waiting = '{}', head_due_at = null, lease_until = null, lease_holder = null, fence = c.fence + 1,
      collecting = null, collecting_since = null, collecting_until = null, collecting_count = 0
    where c.org_id = $1 and c.channel_id = $2 and c.contact_id = $3
    returning c.id
  ), turns as (
    update turn t set state = 'silent', reason = 'opted_out', ended_at = clock_now()
    from lane where t.org_id = $1 and t.conversation_id = lane.id and t.ended_at is null
  )
  update reply r set status = 'cancelled', reason = 'opted_out', due_at = null
  from lane where r.org_id = $1 and r.conversation_id = lane.id and r.status = 'pending' and r.kind <> 'consent'`,
);

const listen = statement(
  'listen_to_person',
  `update conversation set opted_out_at = null where org_id = $1 and channel_id = $2 and contact_id = $3`,
);

/** With its entry in the record, which names the contact and not the number. Said again it changes nothing. */
const write = statement(
  'write_consent',
  `with written as (
    insert into consent (org_id, ours, theirs, state, source, changed_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (org_id, ours, theirs) do update
      set state = excluded.state, source = excluded.source, changed_at = excluded.changed_at
      where consent.state <> excluded.state
    returning state, source
  )
  insert into audit_entry (org_id, id, at, actor_kind, actor_id, action, target_kind, target_id, after)
  select $1, $7, $6, 'system', 'gateway', case state when 'out' then 'contact.opted_out' else 'contact.opted_in' end, 'contact', $8,
    jsonb_build_object('source', source, 'channel', $9::text) from written`,
);

const say = statement(
  'say_about_consent',
  `insert into reply (org_id, id, conversation_id, turn_id, kind, cause, author, text, status, seq, created_at, due_at)
  values ($1, $2, $3, $4, 'consent', $5, 'system', $6, 'pending', $7, $8, clock_now())`,
);

export type ConsentRecorded = {
  conversationId: string;
  turnId: string;
  messageId: string;
  duplicate: boolean;
  opened: boolean;
  /** The run that STOP cut off. */
  lostFence: bigint | null;
};

/** Takes STOP, HELP or START in, once, with all that follows from it, in one transaction. */
export const recordConsent = (pool: Pool, row: ConsentRow): Promise<ConsentRecorded | 'no_channel'> =>
  inTransaction(pool, async (tx) => {
    const [taken] = await takeIn(tx, taking(row));
    // Nothing: another delivery of it was under way, and has committed by now.
    const found = taken ?? (await takeIn(tx, taking(row)))[0];
    if (!found) throw new Error(`the delivery that came before turn ${row.ids.turn} is not there`);
    if (found.conversation_id === null) return 'no_channel';
    if (!found.duplicate) await follow(tx, row, found);
    return {
      conversationId: found.conversation_id,
      turnId: found.turn_id,
      messageId: found.message_id,
      duplicate: found.duplicate,
      opened: found.opened,
      lostFence: row.word === 'stop' && found.running !== null ? BigInt(found.running) : null,
    };
  });

async function follow(tx: Queryable, row: ConsentRow, taken: Taken): Promise<void> {
  const { orgId, channelId, word, at } = row;
  if (word === 'stop') await silence(tx, [orgId, channelId, taken.contact_id, at]);
  if (word === 'start') await listen(tx, [orgId, channelId, taken.contact_id]);
  if (word !== 'help') {
    await write(tx, [
      orgId,
      taken.ours,
      row.point.address,
      word === 'stop' ? 'out' : 'in',
      'word',
      at,
      ...[row.ids.audit, taken.contact_id, channelId],
    ]);
  }
  if (!row.reply) return;
  const text = row.reply({ name: taken.name, profile: taken.profile });
  await say(tx, [orgId, row.ids.reply, taken.conversation_id, taken.turn_id, word, text, taken.seq, at]);
}

const lock = statement<{ contact_id: string; channel_id: string; ours: string; theirs: string }>(
  'lock_conversations_of_person',
  `select c.contact_id, c.channel_id, ch.address as ours, this.address as theirs
  from conversation this
  join conversation c on c.org_id = this.org_id and c.contact_id = this.contact_id and c.channel_id = this.channel_id
  join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
  where this.org_id = $1 and this.id = $2
  order by c.id for update of c`,
);

/** The carrier has refused a text because the person told it STOP: it counts as if they had told us. */
export const recordCarrierOptOut = (
  pool: Pool,
  { orgId, conversationId, at, auditId }: { orgId: string; conversationId: string; at: Date; auditId: string },
): Promise<void> =>
  inTransaction(pool, async (tx) => {
    const [person] = await lock(tx, [orgId, conversationId]);
    if (!person) return;
    await silence(tx, [orgId, person.channel_id, person.contact_id, at]);
    await write(tx, [
      orgId,
      person.ours,
      person.theirs,
      'out',
      'carrier',
      at,
      ...[auditId, person.contact_id, person.channel_id],
    ]);
  });

const taking = (row: ConsentRow): unknown[] => [
  ...[row.orgId, row.channelId, row.keyHash, row.ids.conversation, row.ids.turn, row.ids.message, row.at],
  ...[row.point.kind, row.point.address, row.ids.contact, row.word, row.traceparent, row.text],
];
