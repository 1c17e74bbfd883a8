import type { OrgTx } from '@parley/db/client';
import type { ClaimedErasure } from '@parley/db/erasure/claim-erasure';
import type { As } from '../acting.ts';
import { recordErasedDetails } from '../audit/erase-detail.ts';
import type { Ctx } from '../ctx.ts';
import { contactStatement, organisationStatement, wholeStore } from './statements.ts';
import type { Store } from './store.ts';
import { STORES } from './stores.ts';

/** An erasure in the hands of a worker. */
export type Scope = {
  as: As;
  id: string;
  subject: ClaimedErasure['subject'];
  subjectId: string;
  holder: string;
  /** Those that something is done to, in their order. */
  stores: readonly Store[];
};

/** The worker acts for whoever asked. */
export const scopeOf = (claimed: ClaimedErasure, holder: string): Scope => ({
  as: {
    orgId: claimed.orgId,
    actor: { kind: claimed.actorKind, id: claimed.actorId },
    requestId: null,
    address: null,
  },
  id: claimed.id,
  subject: claimed.subject,
  subjectId: claimed.subjectId,
  holder,
  stores: STORES.filter((store) => batchOf(claimed.subject, store) !== null),
});

type Held = { addresses: string[] };

/** One batch of one store, counted in the same commit. Answers how many rows it found; none, when the erasure was lost. */
export function eraseBatch(ctx: Ctx, scope: Scope, store: Store): Promise<number> {
  const { orgId } = scope.as;
  return ctx.db.inOrg(orgId, async (tx) => {
    const held = await holdErasure(tx, scope);
    const rows = await runBatch(ctx, tx, scope, store, held);
    if (rows > 0) {
      await tx.$executeRaw`
        update erasure set lease_until = clock_now() + interval '30 seconds',
          receipt = receipt || jsonb_build_object(${store.table}::text, coalesce((receipt ->> ${store.table}::text)::int, 0) + ${rows}::int)
        where org_id = ${orgId} and id = ${scope.id}`;
    }
    return rows;
  });
}

/** Whoever has lost the lease must neither count nor finish. */
export async function holdErasure(tx: OrgTx, { as, id, holder }: Scope): Promise<Held> {
  const [held] = await tx.$queryRaw<Held[]>`
    select addresses from erasure
    where org_id = ${as.orgId} and id = ${id} and lease_holder = ${holder} and state = 'running' for update`;
  if (!held) throw new Error(`erasure ${id} is in other hands`);
  return held;
}

async function runBatch(ctx: Ctx, tx: OrgTx, scope: Scope, store: Store, { addresses }: Held): Promise<number> {
  const { orgId } = scope.as;
  const sql = batchOf(scope.subject, store) ?? '';
  if (scope.subject === 'organisation') {
    let rows = 0;
    for (const statement of [...leavingWith(store).map(wholeStore), sql]) {
      rows += await tx.$executeRawUnsafe(statement, orgId);
    }
    return rows;
  }
  if (store.table !== 'audit_detail') return tx.$executeRawUnsafe(sql, orgId, scope.subjectId, addresses);
  const erased = await tx.$queryRawUnsafe<{ id: string }[]>(
    `${sql} returning t.entry_id as id`,
    orgId,
    scope.subjectId,
    addresses,
  );
  const ids = erased.map(({ id }) => id);
  await recordErasedDetails(ctx, tx, scope.as, ids);
  return ids.length;
}

function batchOf(subject: Scope['subject'], store: Store): string | null {
  if (subject === 'contact') return contactStatement(store);
  if (store.ofOrganisation.kind === 'erased' && store.ofOrganisation.with !== undefined) return null;
  return leavingWith(store).length > 0 ? wholeStore(store) : organisationStatement(store);
}

const leavingWith = ({ table }: Store): Store[] =>
  STORES.filter(({ ofOrganisation: of }) => of.kind === 'erased' && of.with === table);
