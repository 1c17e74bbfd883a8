import type { OrgTx } from '@parley/db/client';

/** What waits for an endpoint that is switched off has failed: sent much later by itself, it would come as a surprise. */
export const failWaiting = (tx: OrgTx, orgId: string, endpointId: string): Promise<number> => tx.$executeRaw`
  update webhook_delivery set state = 'failed', due_at = null, ended_at = clock_now()
  where org_id = ${orgId} and endpoint_id = ${endpointId} and state in ('pending', 'sending')`;
