import { exportContact } from '@parley/core/export/export-contact';
import { exportContact as endpoint } from '@parley/shared/contract/erasures';
import { implement } from '../../http/route.ts';
import { sendFile } from '../../http/send-file.ts';

export const exportContactRoute = implement(endpoint)(async (ctx, { caller, params, res }) => {
  const text = await exportContact(ctx.core, caller.as, params.id);
  return sendFile(res, { name: `${params.id}.jsonl`, type: 'application/x-ndjson', text });
});
