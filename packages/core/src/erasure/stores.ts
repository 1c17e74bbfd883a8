/*
 * What becomes of each table that holds rows of an organisation: how it leaves in an export, and what the erasure of a
 * contact and of the whole organisation make of it. A test reads the database's catalogue and fails for a table that is
 * missing here. The order is that of erasing an organisation: who refers to others comes before them.
 */

export type Store = {
  table: string;
  /** What a row is, for the people who read a receipt. */
  holds: string;
  /** The columns after org_id that tell its rows apart: batches and exports go by them. */
  key: readonly string[];
  export: Exported;
  ofContact: OfContact;
  ofOrganisation: OfOrganisation;
};

/** Every column leaves, but for those named, with the organisation's or with both exports; or the table stays, for a reason. */
export type Exported =
  | { kind: 'leaves'; without: readonly string[]; with?: 'organisation' }
  | { kind: 'stays'; why: string };

/**
 * `rows` is a condition on `t` that finds a contact's; `asked` holds `org_id`, `contact_id` and the `addresses` that the
 * contact had. `full` says which of them still hold something: a batch is done when it finds none.
 */
export type OfContact =
  | { kind: 'nothing' }
  | { kind: 'emptied'; rows: string; set: string; full: string; why: string }
  | { kind: 'erased'; rows: string; why: string }
  /** `rows: null`: to count them would be to read all there are. */
  | { kind: 'kept'; rows: string | null; why: string };

/** `with`: both refer to each other, so that they leave in one commit, this one first. */
export type OfOrganisation =
  | { kind: 'erased'; with?: string }
  | { kind: 'emptied'; set: string; full: string; why: string }
  | { kind: 'kept'; why: string };

const all: Exported = { kind: 'leaves', without: [] };
const without = (...columns: string[]): Exported => ({ kind: 'leaves', without: columns });
const stays = (why: string): Exported => ({ kind: 'stays', why });
const nothing: OfContact = { kind: 'nothing' };
const erased: OfOrganisation = { kind: 'erased' };

const CONVERSATIONS = `select c.id from conversation c, asked where c.org_id = asked.org_id and c.contact_id = asked.contact_id`;
const TURNS = `select u.id from turn u, asked where u.org_id = asked.org_id and u.conversation_id in (${CONVERSATIONS})`;
const RUNS = `select r.id from run r, asked where r.org_id = asked.org_id and r.turn_id in (${TURNS})`;

export const BY_CONTACT = 't.contact_id = (select contact_id from asked)';
export const BY_CONVERSATION = `t.conversation_id in (${CONVERSATIONS})`;
export const BY_RUN = `t.run_id in (${RUNS})`;
/** Where a person is named in text or JSON. Short addresses would be found everywhere. */
export const names = (column: string): string =>
  `exists (select from asked, unnest(asked.addresses || asked.contact_id) as a where length(a) > 5
    and position(btrim(to_jsonb(a)::text, '"') in ${column}::text) > 0)`;

const ABOUT_THE_CONTACT = `exists (select from audit_entry e where e.org_id = t.org_id and e.id = t.entry_id
  and e.action not in ('contact.erasure_requested', 'contact.exported')
  and (e.target_id = (select contact_id from asked) or e.target_id in (${CONVERSATIONS})))`;

/** For everyone who adds a table: the smallest entries that are true of it. */
export const STORES: readonly Store[] = [
  {
    table: 'notification',
    holds: 'what members were told, in ids',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'notification_preference',
    holds: 'how members want to be told',
    key: ['user_id', 'event'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'webhook_attempt',
    holds: 'what other systems answered to webhooks',
    key: ['delivery_id', 'number'],
    export: all,
    ofContact: {
      kind: 'emptied',
      rows: `t.response is not null and (${names('t.response')})`,
      set: 'response = null',
      full: 't.response is not null',
      why: 'we send ids only; an answer that names the contact is not kept',
    },
    ofOrganisation: erased,
  },
  {
    table: 'webhook_delivery',
    holds: 'which webhook was sent when',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'webhook_event',
    holds: 'what webhooks told, in ids',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'webhook_endpoint',
    holds: 'where webhooks go',
    key: ['id'],
    export: without('secret', 'previous_secret'),
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'team_member',
    holds: 'who is in which team',
    key: ['team_id', 'user_id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'membership',
    holds: 'members and their roles',
    key: ['user_id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'team',
    holds: 'teams',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'invitation',
    holds: 'invitations',
    key: ['id'],
    export: without('token_hash'),
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'api_key',
    holds: 'API keys',
    key: ['id'],
    export: without('secret_hash'),
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'idempotency_key',
    holds: 'answers to calls that may be sent again, for a day',
    key: ['route', 'key_hash'],
    export: stays('copies of answers for a day; what they tell stands in the other stores'),
    ofContact: {
      kind: 'emptied',
      rows: `t.response is not null and (${names('t.response')})`,
      set: `response = '{}'`,
      full: `t.response <> '{}'`,
      why: 'that the call was made is kept, so that it has no second effect; its answer is not',
    },
    ofOrganisation: erased,
  },
  {
    table: 'handover',
    holds: 'when people took a conversation over, and what they noted',
    key: ['id'],
    export: all,
    ofContact: {
      kind: 'emptied',
      rows: BY_CONVERSATION,
      set: 'note = null',
      full: 't.note is not null',
      why: 'who had it when is kept; the note is not',
    },
    ofOrganisation: erased,
  },
  {
    table: 'dead_letter',
    holds: 'turns that could not be answered, in ids',
    key: ['id'],
    export: all,
    ofContact: { kind: 'kept', rows: BY_CONVERSATION, why: 'holds ids, a reason and times, for the figures' },
    ofOrganisation: erased,
  },
  {
    table: 'ticket',
    holds: 'work for people, in ids and fixed words',
    key: ['id'],
    export: all,
    ofContact: { kind: 'kept', rows: BY_CONVERSATION, why: 'holds ids and a state; its messages are emptied' },
    ofOrganisation: erased,
  },
  {
    table: 'incident',
    holds: 'what went wrong, with its evidence',
    key: ['id'],
    export: all,
    ofContact: {
      kind: 'emptied',
      rows: names('t.evidence'),
      set: `evidence = '{}'`,
      full: `t.evidence <> '{}'`,
      why: 'that it happened is kept; evidence that names the contact is not',
    },
    ofOrganisation: erased,
  },
  {
    table: 'step',
    holds: 'what an agent saw and did, step by step',
    key: ['run_id', 'position'],
    export: all,
    ofContact: {
      kind: 'emptied',
      rows: BY_RUN,
      set: `content = '{}'`,
      full: `t.content <> '{}'`,
      why: 'kind, time and duration are kept for the figures',
    },
    ofOrganisation: erased,
  },
  {
    table: 'run',
    holds: 'what an agent did about a turn: version, outcome, times',
    key: ['id'],
    export: all,
    ofContact: { kind: 'kept', rows: BY_CONVERSATION, why: 'holds ids, an outcome and times, for the figures' },
    ofOrganisation: erased,
  },
  {
    table: 'reply',
    holds: 'what agents and people answered',
    key: ['id'],
    export: all,
    ofContact: {
      kind: 'emptied',
      rows: BY_CONVERSATION,
      set: `text = ''`,
      full: `t.text <> ''`,
      why: 'that there was an answer is kept; its text is not, and what had not left does not leave',
    },
    ofOrganisation: erased,
  },
  {
    table: 'delivery',
    holds: 'what a carrier reported of a reply: state and time',
    key: ['id'],
    export: all,
    ofContact: {
      kind: 'kept',
      rows: `t.reply_id in (select y.id from reply y, asked where y.org_id = asked.org_id and y.conversation_id in (${CONVERSATIONS}))`,
      why: 'holds ids, a state and times, for the figures',
    },
    ofOrganisation: erased,
  },
  {
    table: 'message',
    holds: 'what the contact wrote',
    key: ['id'],
    export: all,
    ofContact: {
      kind: 'emptied',
      rows: BY_CONVERSATION,
      set: `text = '', client_id = null`,
      full: `(t.text <> '' or t.client_id is not null)`,
      why: 'that there was a message is kept; its text is not',
    },
    ofOrganisation: erased,
  },
  {
    table: 'turn',
    holds: 'what an agent had to answer: state and times',
    key: ['id'],
    export: without('traceparent'),
    ofContact: { kind: 'kept', rows: BY_CONVERSATION, why: 'holds ids, a state and times, for the figures' },
    ofOrganisation: erased,
  },
  {
    table: 'inbound_key',
    holds: 'hashes of what came in',
    key: ['source', 'key_hash'],
    export: stays('hashes, by which a second delivery of the same event is recognised'),
    ofContact: {
      kind: 'kept',
      rows: null,
      why: 'a hash, from which nothing can be read; without it an old event could be taken in again',
    },
    ofOrganisation: erased,
  },
  {
    table: 'conversation',
    holds: 'conversations: channel, agent and times',
    key: ['id'],
    export: without('waiting', 'head_due_at', 'fence', 'lease_until', 'lease_holder', 'owner_epoch'),
    ofContact: {
      kind: 'emptied',
      rows: BY_CONTACT,
      set: 'address = null',
      full: 't.address is not null',
      why: 'it is closed; ids and times are kept for the figures',
    },
    ofOrganisation: erased,
  },
  {
    table: 'contact_link',
    holds: 'which contacts are one person, and who vouched for it',
    key: ['contact_id'],
    export: all,
    ofContact: {
      kind: 'erased',
      rows: `(${BY_CONTACT} or t.main_id = (select contact_id from asked))`,
      why: 'there is nobody left who they could be',
    },
    ofOrganisation: erased,
  },
  {
    table: 'contact_point',
    holds: 'where a contact is reached or recognised',
    key: ['kind', 'address'],
    export: all,
    ofContact: {
      kind: 'erased',
      rows: BY_CONTACT,
      why: 'who writes again from the same address is a new contact',
    },
    ofOrganisation: erased,
  },
  {
    table: 'contact',
    holds: 'contacts',
    key: ['id'],
    export: all,
    ofContact: { kind: 'kept', rows: 't.id = (select contact_id from asked)', why: 'an id that names nobody any more' },
    ofOrganisation: erased,
  },
  {
    table: 'consent',
    holds: 'who does not want messages from which of our numbers',
    key: ['ours', 'theirs'],
    export: all,
    ofContact: {
      kind: 'erased',
      rows: `t.theirs = any((select addresses from asked)::text[]) and t.state <> 'out'`,
      why: 'a STOP is kept with its number, so that nobody writes to it again',
    },
    ofOrganisation: erased,
  },
  {
    table: 'channel',
    holds: 'channels that customers come through',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'connection',
    holds: 'accounts at providers',
    key: ['id'],
    export: without('secret'),
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'agent_version',
    holds: 'versions of agents',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: { kind: 'erased', with: 'agent' },
  },
  {
    table: 'agent',
    holds: 'agents',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'organisation_logo',
    holds: 'the organisation’s logo',
    key: ['digest'],
    export: all,
    ofContact: nothing,
    ofOrganisation: erased,
  },
  {
    table: 'audit_detail',
    holds: 'what is personal in the record',
    key: ['entry_id'],
    // It names who acted too: a contact's own file tells of nobody else.
    export: { kind: 'leaves', without: [], with: 'organisation' },
    ofContact: {
      kind: 'emptied',
      rows: `t.detail is not null and (${ABOUT_THE_CONTACT} or ${names('t.detail')})`,
      set: 'detail = null',
      full: 't.detail is not null',
      why: 'the entry and its seal are kept: who did what stays provable without what is personal',
    },
    ofOrganisation: {
      kind: 'emptied',
      set: 'detail = null',
      full: 't.detail is not null',
      why: 'the entries are kept without what is personal',
    },
  },
  {
    table: 'audit_entry',
    holds: 'the record: who did what, in ids',
    key: ['id'],
    export: all,
    ofContact: nothing,
    ofOrganisation: { kind: 'kept', why: 'nobody can delete from the record; it holds ids, and nothing personal' },
  },
  {
    table: 'audit_block',
    holds: 'the record’s seals',
    key: ['number'],
    export: all,
    ofContact: nothing,
    ofOrganisation: { kind: 'kept', why: 'hashes, which prove the record' },
  },
  {
    table: 'audit_unsealed',
    holds: 'entries that wait for their seal, for a second or two',
    key: ['entry_id'],
    export: stays('a list of work; the entries leave with the record'),
    ofContact: nothing,
    ofOrganisation: { kind: 'kept', why: 'ids of entries that wait for their seal' },
  },
  {
    table: 'erasure',
    holds: 'erasures and their receipts',
    key: ['id'],
    export: without('addresses', 'lease_until', 'lease_holder'),
    ofContact: nothing,
    ofOrganisation: { kind: 'kept', why: 'the receipts: counts, and ids that name nobody any more' },
  },
];

/** What is not in tables, said in each receipt. */
export const ELSEWHERE = [
  { store: 'queue', why: 'jobs hold no content: they say that there is something to look at' },
  { store: 'live hints and drafts', why: 'pass through memory and are kept nowhere' },
  { store: 'recordings and files', why: 'none are stored' },
  { store: 'logs and traces', why: 'hold ids and times; no address and no text' },
  { store: 'backups', why: 'yours: they forget when they expire' },
] as const;
