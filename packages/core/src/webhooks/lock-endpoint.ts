import type { OrgTx } from '@parley/db/client';
import { readRow, type ShownRow } from './view.ts';

/** Changes of one endpoint happen one after another: each records what it really replaced. */
export async function lockEndpoint(tx: OrgTx, orgId: string, id: string): Promise<ShownRow> {
  await tx.$queryRaw`select 1 from webhook_endpoint where org_id = ${orgId} and id = ${id} for no key update`;
  return readRow(tx, orgId, id);
}
