import type { Contact, readContact } from '@parley/shared/contract/contacts';
import type { Erasure, StoreReceipt } from '@parley/shared/contract/erasures';
import { z } from 'zod';
import type { Tone } from '../components/tone.ts';

/** What the page's address says. */
const searchSchema = z.object({ address: z.string().trim().min(1).max(254).optional().catch(undefined) });
export type ContactSearch = z.infer<typeof searchSchema>;
export const parseContactSearch = (given: Record<string, string | string[] | undefined>): ContactSearch =>
  searchSchema.parse(given);

export const contactsHref = ({ address }: ContactSearch): string =>
  address ? `/contacts?${new URLSearchParams({ address })}` : '/contacts';

const POINT_KINDS: Record<string, string> = {
  web_chat: 'Web chat',
  sms: 'SMS',
  api: 'API',
  user: 'Your site',
  voice: 'Voice',
};
/** Where someone may be linked by: the kinds that a contact can be named by. */
export const LINKABLE = ['sms', 'api', 'user', 'web_chat'] as const;
export const isPointKind = (given: string): given is (typeof LINKABLE)[number] =>
  LINKABLE.some((kind) => kind === given);

/** A kind that is newer than this page is shown as it is called. */
export const pointKind = (kind: string): string => POINT_KINDS[kind] ?? kind;

/** What a contact is called in a list: as your own systems call them, else their first address. */
export const contactName = ({ id, name, points }: Pick<Contact, 'id' | 'points'> & { name?: string | null }): string =>
  name ?? points[0]?.address ?? id;

type ContactLink = z.infer<(typeof readContact.responses)[200]['body']>['links'][number];

/** How it is known that two contacts are one person. */
export const VOUCHED: Record<ContactLink['vouched_by'], string> = {
  member: 'A member says so',
  api_key: 'Your system says so',
  identity: 'Signed by your site',
  sms_code: 'Code read on the phone',
};

export const erasureState = ({ state }: Pick<Erasure, 'state'>): { tone: Tone; word: string } => {
  switch (state) {
    case 'requested':
      return { tone: 'warn', word: 'Waits to begin' };
    case 'running':
      return { tone: 'warn', word: 'Is being erased' };
    case 'done':
      return { tone: 'good', word: 'Erased' };
    case 'called_off':
      return { tone: 'muted', word: 'Called off' };
  }
};

export const OUTCOME: Record<StoreReceipt['outcome'], string> = {
  erased: 'Erased',
  emptied: 'Emptied',
  kept: 'Kept',
  nothing: 'Nothing',
};

/** The stores that something became of, what was taken away first; and those that held nothing. */
export function partsOf(receipt: readonly StoreReceipt[]): { touched: StoreReceipt[]; untouched: StoreReceipt[] } {
  const order = ['erased', 'emptied', 'kept', 'nothing'];
  const sorted = receipt.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return {
    touched: sorted.filter(({ outcome }) => outcome !== 'nothing'),
    untouched: sorted.filter(({ outcome }) => outcome === 'nothing'),
  };
}
