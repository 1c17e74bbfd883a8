import { type ChainFacts, readChainFacts } from '@parley/db/audit/chain-facts';
import { walkChain } from '@parley/db/audit/walk-chain';
import type { Queryable } from '@parley/db/pools';
import { type Chain, type Examination, examineChain, type Finding } from './examine-chain.ts';

export type ChainReport = Chain & Pick<ChainFacts, 'unsealed' | 'oldestUnsealedMs'> & { orgId: string };

/**
 * Recomputes an organisation's whole record: every entry, every block, and what stands beside them. `client` is one
 * connection of the engine's; all of it is read in one snapshot, so that what is written meanwhile does not disturb.
 */
export async function verifyAudit(client: Queryable, examination: Examination): Promise<ChainReport> {
  await client.query('begin transaction isolation level repeatable read read only');
  try {
    const chain = await examineChain(examination, walkChain(client, examination.orgId));
    const { unsealed, oldestUnsealedMs, ...beside } = await readChainFacts(client, examination.orgId);
    return {
      ...chain,
      finding: chain.finding ?? besideTheChain(beside),
      orgId: examination.orgId,
      unsealed,
      oldestUnsealedMs,
    };
  } finally {
    await client.query('rollback');
  }
}

function besideTheChain({ stray, lost }: Pick<ChainFacts, 'stray' | 'lost'>): Finding | null {
  if (stray) {
    const says =
      'No block holds the entry, and it does not wait for one: it was added past the record, or its block is gone.';
    return { kind: 'insertion', entryId: stray, block: null, says };
  }
  if (!lost) return null;
  return { kind: 'deletion', entryId: lost, block: null, says: 'The entry went before it was sealed.' };
}
