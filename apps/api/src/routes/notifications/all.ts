import { countUnread } from '@parley/core/notifications/count-unread';
import { listNotifications } from '@parley/core/notifications/list-notifications';
import { markRead, markReadUpTo } from '@parley/core/notifications/mark-read';
import { changePreference, readPreferences } from '@parley/core/notifications/preferences';
import {
  changeNotificationPreference,
  countUnreadNotifications,
  listNotifications as listEndpoint,
  listNotificationPreferences,
  markNotificationRead,
  markNotificationsRead,
} from '@parley/shared/contract/notifications';
import { implement, type Route } from '../../http/route.ts';
import { readerOf } from './reader.ts';

export const notificationRoutes: readonly Route[] = [
  implement(listEndpoint)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listNotifications(ctx.core, readerOf(caller), query),
  })),
  implement(countUnreadNotifications)(async (ctx, { caller }) => ({
    status: 200,
    body: { unread: await countUnread(ctx.core, readerOf(caller)) },
  })),
  implement(markNotificationRead)(async (ctx, { caller, params }) => {
    await markRead(ctx.core, readerOf(caller), params.id);
    return { status: 200, body: { read: true } };
  }),
  implement(markNotificationsRead)(async (ctx, { caller, body }) => ({
    status: 200,
    body: { marked: await markReadUpTo(ctx.core, readerOf(caller), body.up_to) },
  })),
  implement(listNotificationPreferences)(async (ctx, { caller }) => ({
    status: 200,
    body: { data: await readPreferences(ctx.core, readerOf(caller)) },
  })),
  implement(changeNotificationPreference)(async (ctx, { caller, body }) => ({
    status: 200,
    body: await changePreference(ctx.core, readerOf(caller), {
      event: body.event,
      inApp: body.in_app,
      email: body.email,
    }),
  })),
];
