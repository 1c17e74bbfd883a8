import type { OrgTx } from '@parley/db/client';
import { type OpeningHours, openingHoursSchema } from '@parley/shared/business-profile';

/** What every calendar of an organisation goes by. */
export type House = { orgId: string; timeZone: string; hours: OpeningHours | null };

export async function readHouse(tx: OrgTx, orgId: string): Promise<House> {
  const { timeZone, profile } = await tx.organisation.findUniqueOrThrow({
    where: { id: orgId },
    select: { timeZone: true, profile: true },
  });
  const told = openingHoursSchema.safeParse((profile as { openingHours?: unknown } | null)?.openingHours);
  return { orgId, timeZone, hours: told.success ? told.data : null };
}
