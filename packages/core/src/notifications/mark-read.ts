import type { Ctx } from '../ctx.ts';
import type { Reader } from './list-notifications.ts';
import { noSuchNotification } from './view.ts';

/** One notification, seen. A second time changes nothing. */
export async function markRead(ctx: Ctx, { orgId, userId }: Reader, id: string): Promise<void> {
  await ctx.db.inOrg(orgId, async (tx) => {
    const mine = { orgId, userId, id, inApp: true };
    if (!(await tx.notification.findFirst({ where: mine, select: { id: true } }))) throw noSuchNotification();
    await tx.notification.updateMany({ where: { ...mine, readAt: null }, data: { readAt: ctx.now() } });
  });
}

/** The one named and all before it: what came in while the list was being read stays unread. */
export async function markReadUpTo(ctx: Ctx, { orgId, userId }: Reader, id: string): Promise<number> {
  return ctx.db.inOrg(orgId, async (tx) => {
    const mine = { orgId, userId, inApp: true };
    if (!(await tx.notification.findFirst({ where: { ...mine, id }, select: { id: true } })))
      throw noSuchNotification();
    const { count } = await tx.notification.updateMany({
      where: { ...mine, id: { lte: id }, readAt: null },
      data: { readAt: ctx.now() },
    });
    return count;
  });
}
