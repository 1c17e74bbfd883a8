import type { Service } from '@parley/shared/contract/calendar';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { nameTaken, type Price, priceColumns, serviceView } from './service-view.ts';

export const createService = (
  ctx: Ctx,
  as: As,
  { name, minutes, price }: { name: string; minutes: number; price: Price },
): Promise<Service> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const place = { orgId: as.orgId, id: ctx.newId('service') };
    const { count } = await tx.service.createMany({
      data: [{ ...place, name, minutes, ...priceColumns(price), createdAt: ctx.now() }],
      skipDuplicates: true,
    });
    if (count === 0) throw nameTaken('service');
    await audit(ctx, tx, as, {
      action: 'calendar.service_created',
      target: { kind: 'service', id: place.id },
      after: { name, minutes, price },
    });
    return serviceView(await tx.service.findUniqueOrThrow({ where: { orgId_id: place } }));
  });
