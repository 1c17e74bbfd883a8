import { exportAudit } from '@parley/core/audit/export';
import { exportAudit as endpoint } from '@parley/shared/contract/audit';
import { implement } from '../../http/route.ts';
import { sendFile } from '../../http/send-file.ts';

const TYPES = { jsonl: 'application/x-ndjson', csv: 'text/csv' } as const;

export const exportAuditRoute = implement(endpoint)(async (ctx, { caller, query, res }) => {
  const { head, text } = await exportAudit(ctx.core, caller.as, query);
  return sendFile(res, {
    name: `audit-${ctx.core.now().toISOString().slice(0, 10)}.${query.format}`,
    type: TYPES[query.format],
    text,
    ...(head && { headers: { 'Parley-Audit-Head': `${head.number}:${head.hash}` } }),
  });
});
