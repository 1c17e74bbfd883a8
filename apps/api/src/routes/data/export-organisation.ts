import { exportOrganisation } from '@parley/core/export/export-organisation';
import { exportOrganisation as endpoint } from '@parley/shared/contract/erasures';
import { implement } from '../../http/route.ts';
import { sendFile } from '../../http/send-file.ts';

export const exportOrganisationRoute = implement(endpoint)(async (ctx, { caller, res }) => {
  const text = await exportOrganisation(ctx.core, caller.as);
  const day = ctx.core.now().toISOString().slice(0, 10);
  return sendFile(res, { name: `parley-${day}.jsonl`, type: 'application/x-ndjson', text });
});
