import { listAudit } from '@parley/core/audit/list';
import { listAudit as endpoint } from '@parley/shared/contract/audit';
import { implement } from '../../http/route.ts';

export const listAuditRoute = implement(endpoint)(async (ctx, { caller, query }) => ({
  status: 200,
  body: await listAudit(ctx.core, caller.as, query),
}));
