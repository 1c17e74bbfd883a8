import type { Notification } from '@parley/shared/contract/notifications';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { NOTIFICATION_COLUMNS, namesIn, notificationView } from './view.ts';

/** A member, in the organisation where their session works. */
export type Reader = { orgId: string; userId: string };

/** What one member was told in the application, newest first. */
export async function listNotifications(
  ctx: Ctx,
  { orgId, userId }: Reader,
  { limit, starting_after, unread }: PageQuery & { unread: boolean },
): Promise<Page<Notification>> {
  const after = idCursor(starting_after);
  return ctx.db.inOrg(orgId, async (tx) => {
    const rows = await tx.notification.findMany({
      where: {
        orgId,
        userId,
        inApp: true,
        ...(unread && { readAt: null }),
        ...(after !== null && { id: { lt: after } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: NOTIFICATION_COLUMNS,
    });
    const names = await namesIn(tx, rows);
    return pageOf(rows, limit, { cursor: ({ id }) => id, view: (row) => notificationView(row, names) });
  });
}
