import type { AppDb, OrgTx } from '@parley/db/client';
import { DEMO_PHONES } from '@parley/shared/demo-clinic';
import { DEMO_IDS } from './seed-demo.ts';

const idOf = (prefix: 'cont' | 'ord', n: number): string => `${prefix}_01k0dem0${'0'.repeat(17)}${n}`;
const DAY_MS = 86_400_000;

type DemoOrder = {
  number: string;
  status: 'paid' | 'shipped' | 'delivered';
  daysAgo: number;
  items: ReadonlyArray<{ name: string; quantity: number; unitCents: number }>;
};

/** What the owners of the street's two phones have bought at the front desk. */
const ORDERS: ReadonlyArray<readonly DemoOrder[]> = [
  [
    {
      ...{ number: '1042', status: 'delivered', daysAgo: 6 },
      items: [
        { name: 'Electric toothbrush', quantity: 1, unitCents: 3_900 },
        { name: 'Brush heads, pack of 4', quantity: 1, unitCents: 1_100 },
      ],
    },
    {
      ...{ number: '1047', status: 'paid', daysAgo: 1 },
      items: [{ name: 'Night guard', quantity: 1, unitCents: 12_000 }],
    },
  ],
  [
    {
      ...{ number: '1044', status: 'shipped', daysAgo: 3 },
      items: [{ name: 'Water flosser', quantity: 1, unitCents: 4_500 }],
    },
  ],
];

/** Makes the two patients and their orders. Done twice, it is done once. */
export const seedDemoPatients = ({ db, now }: { db: AppDb; now: () => Date }): Promise<void> =>
  db.inOrg(DEMO_IDS.organisation, async (tx) => {
    for (const [n, { number }] of DEMO_PHONES.entries()) {
      if (await insertPatient(tx, { id: idOf('cont', n), number, at: now() })) await insertOrders(tx, now(), n);
    }
  });

/** Nobody new where the number has written already. */
async function insertPatient(tx: OrgTx, { id, number, at }: { id: string; number: string; at: Date }) {
  const orgId = DEMO_IDS.organisation;
  const point = { orgId, kind: 'sms', address: number };
  if (await tx.contactPoint.findUnique({ where: { orgId_kind_address: point } })) return false;
  await tx.contact.create({ data: { orgId, id, createdAt: at } });
  await tx.contactPoint.create({ data: { ...point, contactId: id, createdAt: at } });
  return true;
}

async function insertOrders(tx: OrgTx, at: Date, patient: number): Promise<void> {
  const orgId = DEMO_IDS.organisation;
  for (const [n, { number, status, daysAgo, items }] of (ORDERS[patient] ?? []).entries()) {
    const id = idOf('ord', patient * 2 + n);
    const cents = items.reduce((sum, { quantity, unitCents }) => sum + quantity * unitCents, 0);
    await tx.order.create({
      data: {
        ...{ orgId, id, contactId: idOf('cont', patient), number, status, currency: 'GBP' },
        ...{ totalCents: cents, paidCents: cents, createdAt: at, updatedAt: at },
        placedAt: new Date(at.getTime() - daysAgo * DAY_MS),
      },
    });
    await tx.orderItem.createMany({ data: items.map((item, position) => ({ orgId, orderId: id, position, ...item })) });
  }
}
