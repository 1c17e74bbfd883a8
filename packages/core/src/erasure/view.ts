import type { OrgTx } from '@parley/db/client';
import type { Erasure, StoreReceipt } from '@parley/shared/contract/erasures';
import type { Store } from './store.ts';
import { ELSEWHERE, STORES } from './stores.ts';

type ErasureRow = Awaited<ReturnType<OrgTx['erasure']['findUniqueOrThrow']>>;

export const erasureView = (row: ErasureRow): Erasure => ({
  id: row.id,
  subject: { kind: row.subject as Erasure['subject']['kind'], id: row.subjectId },
  state: row.state as Erasure['state'],
  requested_by: { kind: row.actorKind as Erasure['requested_by']['kind'], id: row.actorId },
  requested_at: row.requestedAt.toISOString(),
  due_at: row.dueAt.toISOString(),
  ended_at: row.endedAt?.toISOString() ?? null,
  receipt: [
    ...STORES.map((store) => storeReceipt(store, row)),
    ...ELSEWHERE.map(({ store, why }): StoreReceipt => ({ store, holds: store, outcome: 'nothing', rows: null, why })),
  ],
});

/** What became of a store: how it is treated stands in the registry, how many rows it was in the erasure's row. */
function storeReceipt(store: Store, { subject, receipt }: Pick<ErasureRow, 'subject' | 'receipt'>): StoreReceipt {
  const rows = (receipt as Record<string, number>)[store.table] ?? 0;
  const of = subject === 'contact' ? store.ofContact : store.ofOrganisation;
  const told = { store: store.table, holds: store.holds, why: 'why' in of ? of.why : null };
  if (of.kind === 'nothing') return { ...told, outcome: 'nothing', rows: null, why: 'holds nothing of a contact' };
  if (of.kind === 'kept' && (!('rows' in of) || of.rows === null)) return { ...told, outcome: 'kept', rows: null };
  return { ...told, outcome: rows === 0 ? 'nothing' : of.kind, rows };
}
