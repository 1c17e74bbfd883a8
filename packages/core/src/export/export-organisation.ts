import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { readOrganisation } from '../organisations/read-organisation.ts';
import { exportLines } from './export-rows.ts';

/** All that is stored of an organisation, but for secrets. Who took it along stands in the record. */
export async function exportOrganisation(ctx: Ctx, as: As): Promise<AsyncGenerator<string>> {
  const { orgId } = as;
  await ctx.db.inOrg(orgId, (tx) =>
    audit(ctx, tx, as, { action: 'organisation.exported', target: { kind: 'organisation', id: orgId } }),
  );
  return lines(ctx, orgId);
}

async function* lines(ctx: Ctx, orgId: string): AsyncGenerator<string> {
  yield `${JSON.stringify({ store: 'organisation', row: await readOrganisation(ctx, orgId) })}\n`;
  yield* exportLines(ctx, { orgId, contact: null });
}
