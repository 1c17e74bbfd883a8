import type { OrgTx } from '@parley/db/client';
import { noSuchConversation } from './view.ts';

export type LockedLane = {
  waiting: string[];
  fence: bigint;
  leased: boolean;
  owner: 'agent' | 'person';
  owner_user_id: string | null;
  owner_epoch: number;
  last_seq: bigint;
  agent_id: string;
  opted_out: boolean;
};

/** The lane as it is now, held until the end of the transaction: nothing comes in, is claimed or is settled meanwhile. */
export async function lockLane(tx: OrgTx, orgId: string, id: string): Promise<LockedLane> {
  const [lane] = await tx.$queryRaw<LockedLane[]>`
    select waiting, fence, lease_until is not null as leased, owner, owner_user_id, owner_epoch, last_seq, agent_id,
      opted_out_at is not null as opted_out
    from conversation where org_id = ${orgId} and id = ${id} for no key update`;
  if (!lane) throw noSuchConversation();
  return lane;
}
