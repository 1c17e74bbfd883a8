import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchPrice } from './price-view.ts';

/** From now on the list's price counts again, or none. */
export const removePrice = (ctx: Ctx, as: As, { ref }: { ref: string }): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { count } = await tx.modelPrice.deleteMany({ where: { orgId: as.orgId, ref } });
    if (count === 0) throw noSuchPrice();
    await audit(ctx, tx, as, { action: 'price.removed', target: { kind: 'price', id: ref } });
  });
