import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportAudit } from '@parley/core/audit/export';
import { exportAudit as endpoint } from '@parley/shared/contract/audit';
import { implement } from '../../http/route.ts';

const TYPES = { jsonl: 'application/x-ndjson', csv: 'text/csv' } as const;

export const exportAuditRoute = implement(endpoint)(async (ctx, { caller, query, res }) => {
  const { head, text } = await exportAudit(ctx.core, caller.as, query);
  res.writeHead(200, {
    'Content-Type': `${TYPES[query.format]}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="audit-${ctx.core.now().toISOString().slice(0, 10)}.${query.format}"`,
    'Cache-Control': 'no-store',
    ...(head && { 'Parley-Audit-Head': `${head.number}:${head.hash}` }),
  });
  // A reader that is slow holds the reading back; one that has gone ends it.
  await pipeline(Readable.from(text, { objectMode: false }), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
  return 'streamed';
});
