import type { OrgTx } from '@parley/db/client';
import type { CalendarRefusal } from './refusal.ts';

export type ServiceRow = { id: string; name: string; minutes: number };
type Unknown = Extract<CalendarRefusal, { kind: 'unknown_service' }>;

/** The service that someone means: by its id or name, whatever its case; where there is only one, it need not be said. */
export async function findService(
  tx: OrgTx,
  orgId: string,
  asked: string | undefined,
): Promise<{ kind: 'found'; service: ServiceRow } | Unknown> {
  const services = await tx.service.findMany({
    where: { orgId, active: true },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, minutes: true },
  });
  const service = chosen(services, asked?.trim());
  if (service) return { kind: 'found', service };
  return { kind: 'unknown_service', asked: asked ?? null, services: services.map(({ name }) => name) };
}

function chosen(services: readonly ServiceRow[], asked: string | undefined): ServiceRow | undefined {
  if (!asked) return services.length === 1 ? services[0] : undefined;
  const wanted = asked.toLowerCase();
  const exact = services.find(({ id, name }) => id === asked || name.toLowerCase() === wanted);
  if (exact) return exact;
  // “check-up” for “Dental check-up”, as long as nothing else could be meant.
  const near = services.filter(({ name }) => plain(name).includes(plain(wanted)));
  return near.length === 1 ? near[0] : undefined;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
