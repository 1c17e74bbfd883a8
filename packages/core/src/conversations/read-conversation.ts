import type { Conversation } from '@parley/shared/contract/conversations';
import type { Ctx } from '../ctx.ts';
import { viewOf } from './view.ts';

export const readConversation = (ctx: Ctx, orgId: string, id: string): Promise<Conversation> =>
  ctx.db.inOrg(orgId, (tx) => viewOf(tx, orgId, id));
