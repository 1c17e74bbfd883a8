import type { OrgTx } from '@parley/db/client';
import { samePerson } from '../contacts/same-person.ts';
import type { OrderRefusal } from './refusal.ts';
import { readWhole, type WholeOrder } from './view.ts';

/** Which order: one of a contact's own, by its number or the newest; or any of the organisation's, for people. */
export type WhichOrder = { of: string; number?: string | undefined } | { id: string };

type Found = { kind: 'found'; order: WholeOrder };

/** Somebody else's is answered as one that never was. */
export async function findOrder(tx: OrgTx, orgId: string, which: WhichOrder): Promise<Found | OrderRefusal> {
  const id = 'id' in which ? which.id : await ownOrder(tx, orgId, which);
  const order = id === null ? null : await readWhole(tx, orgId, id);
  if (order) return { kind: 'found', order };
  return { kind: 'no_such_order', number: 'id' in which ? null : (which.number ?? null) };
}

async function ownOrder(tx: OrgTx, orgId: string, which: { of: string; number?: string | undefined }) {
  const own = { orgId, contactId: { in: await samePerson(tx, orgId, which.of) } };
  const row = await tx.order.findFirst({
    // “#1042” is how it is written on a receipt.
    where: which.number === undefined ? own : { ...own, number: which.number.trim().replace(/^#/, '') },
    orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  return row?.id ?? null;
}

/** As `findOrder`, held until the transaction's end: what is given back is reckoned from sums that nobody else changes. */
export async function lockOrder(tx: OrgTx, orgId: string, which: WhichOrder): Promise<Found | OrderRefusal> {
  const found = await findOrder(tx, orgId, which);
  if (found.kind !== 'found') return found;
  await tx.$queryRaw`select 1 from customer_order where org_id = ${orgId} and id = ${found.order.id} for no key update`;
  return findOrder(tx, orgId, { id: found.order.id });
}
