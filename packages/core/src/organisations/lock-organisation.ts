import type { OrgTx } from '@parley/db/client';

/**
 * Changes of an organisation and of who belongs to it happen one after another: seats are counted and authority is looked
 * up under this lock, so that neither is old when the change is written. No other write waits for it.
 */
export const lockOrganisation = (tx: OrgTx, orgId: string): Promise<unknown> =>
  tx.$queryRaw`select 1 from organisation where id = ${orgId} for no key update`;
