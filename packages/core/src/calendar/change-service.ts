import { isDeepStrictEqual } from 'node:util';
import type { OrgTx } from '@parley/db/client';
import type { Service } from '@parley/shared/contract/calendar';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { nameTaken, noSuchService, type Price, priceColumns, serviceView } from './service-view.ts';

export type ServiceChange = {
  id: string;
  name?: string | undefined;
  minutes?: number | undefined;
  price?: Price | undefined;
  active?: boolean | undefined;
};

/** What is booked already keeps its time. */
export async function changeService(ctx: Ctx, as: As, change: ServiceChange): Promise<Service> {
  try {
    return await ctx.db.inOrg(as.orgId, (tx) => changed(ctx, tx, as, change));
  } catch (error) {
    throw brokenConstraint(error) === 'unique' ? nameTaken('service') : error;
  }
}

async function changed(ctx: Ctx, tx: OrgTx, as: As, { id, price, ...given }: ServiceChange): Promise<Service> {
  const place = { orgId: as.orgId, id };
  await tx.$queryRaw`select 1 from service where org_id = ${as.orgId} and id = ${id} for no key update`;
  const before = await tx.service.findUnique({ where: { orgId_id: place } });
  if (!before) throw noSuchService();
  const after = await tx.service.update({
    where: { orgId_id: place },
    data: { ...given, ...(price !== undefined && priceColumns(price)) },
  });
  if (isDeepStrictEqual(before, after)) return serviceView(after);
  const told = ({ name, minutes, price: cost, currency, active }: Service) => ({
    name,
    minutes,
    price: cost,
    currency,
    active,
  });
  await audit(ctx, tx, as, {
    action: 'calendar.service_changed',
    target: { kind: 'service', id },
    before: told(serviceView(before)),
    after: told(serviceView(after)),
  });
  return serviceView(after);
}
