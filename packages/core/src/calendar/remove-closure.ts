import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';

export const removeClosure = (ctx: Ctx, as: As, { id }: { id: string }): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { count } = await tx.closure.deleteMany({ where: { orgId: as.orgId, id } });
    if (count === 0) throw noSuchClosure();
    await audit(ctx, tx, as, { action: 'calendar.opened', target: { kind: 'closure', id } });
  });

const noSuchClosure = () =>
  new ParleyError('not_found', 'no_such_closure', 'There are no days off with this id. GET /v1/closures lists them.');
