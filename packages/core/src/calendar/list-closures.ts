import type { Closure } from '@parley/shared/contract/calendar';
import { localTime } from '@parley/shared/local-time';
import type { Ctx } from '../ctx.ts';
import { closureView } from './closure-view.ts';
import { readHouse } from './house.ts';

const MOST = 500;

/** Those that are not over. */
export const listClosures = (ctx: Ctx, orgId: string): Promise<Closure[]> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const { timeZone } = await readHouse(tx, orgId);
    const today = localTime(ctx.now().toISOString(), timeZone).date;
    const rows = await tx.closure.findMany({
      where: { orgId, endsOn: { gte: new Date(today) } },
      orderBy: [{ startsOn: 'asc' }, { id: 'asc' }],
      take: MOST,
    });
    return rows.map(closureView);
  });
