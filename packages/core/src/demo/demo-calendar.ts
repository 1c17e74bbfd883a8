import type { OrgTx } from '@parley/db/client';

const idOf = (prefix: 'svc' | 'res', n: number): string => `${prefix}_01k0dem0${'0'.repeat(17)}${n}`;

const SERVICES = [
  { name: 'Check-up', minutes: 30, priceCents: 5_500 },
  { name: 'Cleaning', minutes: 30, priceCents: 6_500 },
  { name: 'Filling', minutes: 60, priceCents: 12_000 },
  { name: 'Whitening', minutes: 60, priceCents: 28_000 },
  { name: 'Consultation', minutes: 30, priceCents: 0 },
  { name: 'Emergency', minutes: 30, priceCents: 7_500 },
] as const;

/** Both work when the clinic is open. */
const DENTISTS = ['Dr Osei', 'Dr Reyes'] as const;

/** What can be booked at the sample clinic, and with whom. */
export async function insertDemoCalendar(tx: OrgTx, orgId: string, createdAt: Date): Promise<void> {
  const services = SERVICES.map((service, n) => ({
    orgId,
    id: idOf('svc', n),
    currency: 'GBP',
    createdAt,
    ...service,
  }));
  const resources = DENTISTS.map((name, n) => ({ orgId, id: idOf('res', n), name, createdAt }));
  await tx.service.createMany({ data: services });
  await tx.resource.createMany({ data: resources });
  await tx.resourceService.createMany({
    data: resources.flatMap(({ id: resourceId }) =>
      services.map(({ id: serviceId }) => ({ orgId, resourceId, serviceId })),
    ),
  });
}
