import type { Ctx } from '../ctx.ts';
import type { Reader } from './list-notifications.ts';

/** More than this is shown as "more than this", and not counted. */
export const UNREAD_SHOWN = 99;

export const countUnread = (ctx: Ctx, { orgId, userId }: Reader): Promise<number> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const rows = await tx.notification.findMany({
      where: { orgId, userId, inApp: true, readAt: null },
      take: UNREAD_SHOWN + 1,
      select: { id: true },
    });
    return rows.length;
  });
