import type { Connection } from '@parley/shared/contract/connections';
import type { Ctx } from '../ctx.ts';
import { connectionView, readConnectionRow } from './view.ts';

export const readConnection = (ctx: Ctx, orgId: string, { id }: { id: string }): Promise<Connection> =>
  ctx.db.inOrg(orgId, async (tx) => connectionView(await readConnectionRow(tx, orgId, id)));
