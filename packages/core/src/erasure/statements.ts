import type { OfContact, Store } from './store.ts';

/*
 * The statements of an erasure, made from the registry alone: nothing that a caller sends becomes part of their text.
 */

export const BATCH = 500;

/** $1 organisation, $2 contact, $3 addresses; in one place, so that a condition need not use all of them. */
export const ASKED = 'with asked as (select $1::text as org_id, $2::text as contact_id, $3::text[] as addresses)';

const keyOf = ({ key }: Store) => ['org_id', ...key].map((column) => `t.${column}`).join(', ');

const someOf = (store: Store, where: string) =>
  `(${keyOf(store)}) in (select ${keyOf(store)} from ${store.table} t where t.org_id = $1 and ${where} limit ${BATCH})`;

/** Empties or erases some of a contact's rows; null where they are kept, or there are none. */
export function contactStatement(store: Store): string | null {
  const of: OfContact = store.ofContact;
  if (of.kind === 'erased') return `${ASKED} delete from ${store.table} t where ${someOf(store, of.rows)}`;
  if (of.kind !== 'emptied') return null;
  return `${ASKED} update ${store.table} t set ${of.set} where ${someOf(store, `${of.full} and (${of.rows})`)}`;
}

/** How many of a contact's rows there are. */
export const contactCount = (store: Store, rows: string): string =>
  `${ASKED} select count(*)::int as rows from ${store.table} t where t.org_id = $1 and (${rows})`;

/** Empties or erases some of an organisation's rows ($1); null where they are kept. */
export function organisationStatement(store: Store): string | null {
  const of = store.ofOrganisation;
  if (of.kind === 'kept') return null;
  if (of.kind === 'emptied') return `update ${store.table} t set ${of.set} where ${someOf(store, of.full)}`;
  return `delete from ${store.table} t where ${someOf(store, 'true')}`;
}

/** All of an organisation's rows of a store at once. */
export const wholeStore = ({ table }: Store): string => `delete from ${table} where org_id = $1`;
