import type { TestDatabase } from '@parley/testkit/database';
import type { Street } from '@parley/testkit/street/street';
import type { Acknowledged } from './customers.ts';
import { TOKENS } from './model.ts';

/** Each of these must be 0 when a storm is over. */
export type Counts = Record<string, number>;

type Check = { name: string; sql: string };

const ENDED = `('replied', 'dead', 'silent', 'blocked', 'handed_off', 'superseded')`;

/** What the rows say of themselves. Each query answers how many break the promise. */
const CHECKS: Check[] = [
  {
    name: 'turns neither ended nor parked',
    sql: `select count(*)::int as n from turn where state not in ${ENDED} and state <> 'parked'`,
  },
  {
    name: 'answered turns without exactly one answer',
    sql: `select count(*)::int as n from turn t where state = 'replied'
      and (select count(*) from reply r where r.org_id = t.org_id and r.turn_id = t.id and r.kind = 'answer') <> 1`,
  },
  {
    name: 'unanswered turns with an answer, or without a reason',
    sql: `select count(*)::int as n from turn t where state in ('dead', 'silent', 'superseded')
      and (reason is null or exists (select from reply r where r.org_id = t.org_id and r.turn_id = t.id and r.kind = 'answer'))`,
  },
  {
    name: 'dead turns without one notice',
    sql: `select count(*)::int as n from turn t where state = 'dead'
      and (select count(*) from reply r where r.org_id = t.org_id and r.turn_id = t.id and r.kind = 'notice') <> 1`,
  },
  {
    name: 'runs of a turn other than one',
    sql: `select count(*)::int as n from turn t where state = 'replied'
      and (select count(*) from run r where r.org_id = t.org_id and r.turn_id = t.id and r.outcome = t.state) <> 1`,
  },
  {
    // The record says which attempt ended it: that must be the last one that claimed it.
    name: 'turns ended by who had lost them',
    sql: `select count(*)::int as n from turn t join audit_entry a on a.org_id = t.org_id and a.target_id = t.id
      where (a.after ->> 'attempts')::int <> t.attempts`,
  },
  {
    name: 'effects without an end',
    sql: `select count(*)::int as n from effect where state = 'begun'`,
  },
  {
    name: 'things remembered otherwise than once per effect',
    sql: `select abs((select count(*) from effect where tool = 'remember' and state = 'done')
      - (select count(*) from audit_entry where action in ('contact.fact_noted', 'contact.fact_changed') and actor_kind = 'agent'))::int as n`,
  },
  {
    name: 'messages of no turn',
    sql: `select count(*)::int as n from message m
      where not exists (select from turn t where t.org_id = m.org_id and t.id = m.turn_id and t.conversation_id = m.conversation_id)`,
  },
  {
    name: 'messages twice',
    sql: `select count(*)::int as n from (
      select from message where client_id is not null group by org_id, conversation_id, client_id having count(*) > 1) twice`,
  },
  {
    name: 'inbound keys without their message',
    sql: `select count(*)::int as n from inbound_key k
      where k.message_id is not null and not exists (select from message m where m.org_id = k.org_id and m.id = k.message_id)`,
  },
  {
    name: 'steps of no run, or with gaps',
    sql: `select count(*)::int as n from (
      select org_id, run_id from step group by org_id, run_id having max(position) + 1 <> count(*)
      union all
      select s.org_id, s.run_id from step s where not exists (select from run r where r.org_id = s.org_id and r.id = s.run_id)) broken`,
  },
  {
    name: 'answers that left out of order',
    sql: `select count(*)::int as n from (
      select turn_id, lag(turn_id) over (partition by org_id, conversation_id order by seq) as before
      from reply where kind = 'answer' and turn_id is not null) said where before > turn_id collate "C"`,
  },
  {
    name: 'lanes with something left over',
    sql: `select count(*)::int as n from conversation
      where cardinality(waiting) > 0 or head_due_at is not null or lease_until is not null`,
  },
  {
    name: 'numbers given twice in a conversation',
    sql: `select count(*)::int as n from (
      select from (select org_id, conversation_id, seq from message union all select org_id, conversation_id, seq from reply) said
      group by org_id, conversation_id, seq having count(*) > 1) twice`,
  },
  {
    name: 'rows of another organisation than their parent',
    sql: `select count(*)::int as n from turn t left join conversation c on c.id = t.conversation_id
      where c.org_id is distinct from t.org_id`,
  },
  {
    name: 'settled turns without their one entry in the record',
    sql: `select count(*)::int as n from turn t where state in ('replied', 'dead')
      and (select count(*) from audit_entry a where a.org_id = t.org_id and a.target_id = t.id and a.action = 'turn.' || t.state) <> 1`,
  },
  {
    name: 'dead turns without letter and ticket',
    sql: `select count(*)::int as n from turn t where state = 'dead'
      and not exists (select from dead_letter d where d.org_id = t.org_id and d.turn_id = t.id)`,
  },
  {
    name: 'replies that still wait, or of which nobody knows',
    sql: `select count(*)::int as n from reply where status in ('pending', 'sending', 'unknown')`,
  },
  {
    name: 'sends claimed after STOP',
    sql: `select count(*)::int as n from reply r
      join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
      join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
      join consent k on k.org_id = r.org_id and k.ours = ch.address and k.theirs = c.address
      where k.state = 'out' and r.kind <> 'consent' and r.status in ('sent', 'delivered') and r.claimed_at > k.changed_at`,
  },
  {
    name: 'record not sealed',
    sql: `select count(*)::int as n from audit_unsealed where since < now() - interval '15 seconds'`,
  },
];

type Scene = { database: Pick<TestDatabase, 'owner'>; street: Pick<Street, 'twilio'> };
type Texted = { acknowledged: readonly string[]; stopped: ReadonlySet<string> };

/** Holds the rows to what they promise, to what customers were told, and to what the carrier has seen. */
export async function checkLedgers(
  { database: { owner }, street }: Scene,
  acknowledged: readonly Acknowledged[],
  texted: Texted | null = null,
): Promise<Counts> {
  const counts: Counts = {};
  for (const { name, sql } of CHECKS) counts[name] = (await owner.query<{ n: number }>(sql)).rows[0]?.n ?? Number.NaN;
  return {
    ...counts,
    'acknowledged messages that are not there': await missing(owner, acknowledged),
    'acknowledged texts that are not there': texted ? await textsMissing(owner, texted.acknowledged) : 0,
    'answers about another message': await astray(owner),
    'texts that left twice': twice(street),
    'texts that no reply knows': await strangers(owner, street),
    'texts out of order': disordered(street),
    'phones that heard no end after STOP': texted ? unconfirmed(street, texted.stopped) : 0,
  };
}

type Sent = Street['twilio']['messages'][number];

const sentBy = ({ twilio }: Scene['street']): Sent[] =>
  twilio.messages.filter(({ direction }) => direction === 'outbound-api');

/** Each text has an address of its own to report to: its reply and its place in it. */
function twice(street: Scene['street']): number {
  const addresses = sentBy(street).map(({ statusCallback }) => statusCallback);
  return addresses.length - new Set(addresses).size;
}

async function strangers(owner: TestDatabase['owner'], street: Scene['street']): Promise<number> {
  const { rows } = await owner.query<{ id: string }>('select unnest(carrier_ids) as id from reply');
  const known = new Set(rows.map(({ id }) => id));
  return sentBy(street).filter(({ sid }) => !known.has(sid)).length;
}

/** To each phone the answers go in the order of what it asked. */
function disordered(street: Scene['street']): number {
  const newest = new Map<string, number>();
  let count = 0;
  for (const { to, body } of sentBy(street)) {
    const n = Number(body.match(/<c\d+-(\d+)>/)?.[1] ?? Number.NaN);
    if (Number.isNaN(n)) continue;
    if (n < (newest.get(to) ?? -1)) count += 1;
    newest.set(to, Math.max(n, newest.get(to) ?? -1));
  }
  return count;
}

const unconfirmed = (street: Scene['street'], stopped: ReadonlySet<string>): number =>
  [...stopped].filter((phone) =>
    sentBy(street)
      .filter(({ to }) => to === phone)
      .at(-1)
      ?.body.includes('<c'),
  ).length;

async function textsMissing(owner: TestDatabase['owner'], sids: readonly string[]): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
     join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id where ch.kind = 'sms'`,
  );
  return Math.abs(new Set(sids).size - (rows[0]?.n ?? Number.NaN));
}

async function missing(owner: TestDatabase['owner'], acknowledged: readonly Acknowledged[]): Promise<number> {
  const { rows } = await owner.query<{ id: string; turn_id: string; text: string }>(
    'select id, turn_id, text from message',
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  return acknowledged.filter(({ messageId, text }) => stored.get(messageId)?.text !== text).length;
}

/** An answer names the newest message that its model saw: it must be the newest of its own turn. */
async function astray(owner: TestDatabase['owner']): Promise<number> {
  const { rows } = await owner.query<{ answer: string; newest: string }>(`
    select r.text as answer, (
      select m.text from message m where m.org_id = r.org_id and m.turn_id = r.turn_id order by m.seq desc limit 1) as newest
    from reply r where r.kind = 'answer' and r.turn_id is not null`);
  return rows.filter(({ answer, newest }) => answer.match(TOKENS)?.[0] !== newest?.match(TOKENS)?.[0]).length;
}
