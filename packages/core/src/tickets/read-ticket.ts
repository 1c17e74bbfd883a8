import type { TicketDetail } from '@parley/shared/contract/tickets';
import type { Ctx } from '../ctx.ts';
import { readTicketDetail } from './view.ts';

export const readTicket = (ctx: Ctx, orgId: string, id: string): Promise<TicketDetail> =>
  ctx.db.inOrg(orgId, (tx) => readTicketDetail(tx, orgId, id));
