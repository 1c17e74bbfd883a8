import type { OrgTx } from '@parley/db/client';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { holdErasure, type Scope } from './erase-batch.ts';
import { contactCount } from './statements.ts';
import { STORES } from './stores.ts';

/** What an erasure came to, for the log: it is the last word on an organisation that nobody can look at any more. */
export type Finished = {
  orgId: string;
  erasureId: string;
  subject: Scope['subject'];
  subjectId: string;
  rows: number;
  stores: string;
};

/** Nothing is left: what was kept is counted, and what the rest was found by is forgotten. */
export function finishErasure(ctx: Ctx, scope: Scope): Promise<Finished> {
  const { orgId } = scope.as;
  return ctx.db.inOrg(orgId, async (tx) => {
    const { addresses } = await holdErasure(tx, scope);
    if (scope.subject === 'organisation') await emptyOrganisation(tx, orgId);
    const kept = scope.subject === 'contact' ? await countKept(tx, scope, addresses) : {};
    const [done] = await tx.$queryRaw<{ receipt: Record<string, number> }[]>`
      update erasure set state = 'done', ended_at = clock_now(), addresses = '{}', lease_until = null, lease_holder = null,
        receipt = receipt || ${JSON.stringify(kept)}::jsonb
      where org_id = ${orgId} and id = ${scope.id} returning receipt`;
    const receipt = done?.receipt ?? {};
    await audit(ctx, tx, scope.as, {
      action: `${scope.subject}.erased`,
      target: { kind: scope.subject, id: scope.subjectId },
      after: { erasure: scope.id, rows: receipt },
    });
    const touched = Object.entries(receipt).filter(([table]) => !(table in kept));
    return {
      orgId,
      erasureId: scope.id,
      subject: scope.subject,
      subjectId: scope.subjectId,
      rows: touched.reduce((sum, [, rows]) => sum + rows, 0),
      stores: touched.map(([table, rows]) => `${table}:${rows}`).join(' '),
    };
  });
}

async function countKept(tx: OrgTx, scope: Scope, addresses: string[]): Promise<Record<string, number>> {
  const kept: Record<string, number> = {};
  for (const store of STORES) {
    if (store.ofContact.kind !== 'kept' || store.ofContact.rows === null) continue;
    const sql = contactCount(store, store.ofContact.rows);
    const [count] = await tx.$queryRawUnsafe<{ rows: number }[]>(sql, scope.as.orgId, scope.subjectId, addresses);
    kept[store.table] = count?.rows ?? 0;
  }
  return kept;
}

/** The row stays for the record that stays, and says nothing any more. */
const emptyOrganisation = (tx: OrgTx, orgId: string) => tx.$executeRaw`
  update organisation set name = 'Erased organisation', slug = lower(id), time_zone = 'UTC', profile = '{}', industry = null,
    region = null, locale = 'en-GB', billing_email = null, alert_emails = '{}', from_name = null, flags = '{}'
  where id = ${orgId}`;
