/* What can be said of a table, and the conditions that find a contact's rows in it. The list is stores.ts. */

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

export const all: Exported = { kind: 'leaves', without: [] };
export const without = (...columns: string[]): Exported => ({ kind: 'leaves', without: columns });
export const stays = (why: string): Exported => ({ kind: 'stays', why });
export const nothing: OfContact = { kind: 'nothing' };
export const erased: OfOrganisation = { kind: 'erased' };

/** Leaves with the organisation's export, knows nothing of any contact, and goes with the organisation. */
export const plain = (table: string, holds: string, key: readonly string[]): Store => ({
  ...{ table, holds, key },
  export: all,
  ofContact: nothing,
  ofOrganisation: erased,
});

export const CONVERSATIONS = `select c.id from conversation c, asked where c.org_id = asked.org_id and c.contact_id = asked.contact_id`;
const TURNS = `select u.id from turn u, asked where u.org_id = asked.org_id and u.conversation_id in (${CONVERSATIONS})`;
const RUNS = `select r.id from run r, asked where r.org_id = asked.org_id and r.turn_id in (${TURNS})`;

export const BY_CONTACT = 't.contact_id = (select contact_id from asked)';
export const BY_CONVERSATION = `t.conversation_id in (${CONVERSATIONS})`;
export const BY_RUN = `t.run_id in (${RUNS})`;
export const BY_ORDER = `t.order_id in (select o.id from customer_order o, asked where o.org_id = asked.org_id and o.contact_id = asked.contact_id)`;
/** The amount is for the books; why it was given may tell of the person. */
export const GIVEN_BACK = { kind: 'emptied', rows: BY_ORDER, set: `reason = ''`, full: `t.reason <> ''` } as const;
/** Where a person is named in text or JSON. Short addresses would be found everywhere. */
export const names = (column: string): string =>
  `exists (select from asked, unnest(asked.addresses || asked.contact_id) as a where length(a) > 5
    and position(btrim(to_jsonb(a)::text, '"') in ${column}::text) > 0)`;

export const ABOUT_THE_CONTACT = `exists (select from audit_entry e where e.org_id = t.org_id and e.id = t.entry_id
  and e.action not in ('contact.erasure_requested', 'contact.exported')
  and (e.target_id = (select contact_id from asked) or e.target_id in (${CONVERSATIONS})))`;
