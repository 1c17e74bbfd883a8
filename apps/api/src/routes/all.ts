import type { Route } from '../http/route.ts';
import { agentRoutes } from './agents/all.ts';
import { exportAuditRoute } from './audit/export-audit.ts';
import { listAuditRoute } from './audit/list-audit.ts';
import { authRoutes } from './auth/all.ts';
import { calendarRoutes } from './calendar/all.ts';
import { channelRoutes } from './channels/all.ts';
import { follow } from './chat/follow.ts';
import { listMessages } from './chat/list-messages.ts';
import { openSession } from './chat/open-session.ts';
import { confirmPhoneCheckRoute, startPhoneCheckRoute } from './chat/phone-checks.ts';
import { sendMessage } from './chat/send-message.ts';
import { connectionRoutes } from './connections/all.ts';
import { conversationRoutes } from './conversations/all.ts';
import { dataRoutes } from './data/all.ts';
import { createKeyRoute } from './keys/create-key.ts';
import { listKeysRoute } from './keys/list-keys.ts';
import { revokeKeyRoute } from './keys/revoke-key.ts';
import { followChangesRoute } from './live/follow-changes.ts';
import { moneyRoutes } from './money/all.ts';
import { notificationRoutes } from './notifications/all.ts';
import { operationRoutes } from './operations/all.ts';
import { status } from './operations/read-status.ts';
import { orderRoutes } from './orders/all.ts';
import { organisationRoutes } from './organisations/all.ts';
import { readMeRoute } from './people/read-me.ts';
import { switchOrganisationRoute } from './people/switch-organisation.ts';
import { runRoutes } from './runs/all.ts';
import { ticketRoutes } from './tickets/all.ts';
import { toolRoutes } from './tools/all.ts';
import { turnRoutes } from './turns/all.ts';
import { webhookRoutes } from './webhooks/all.ts';

export const routes: readonly Route[] = [
  openSession,
  sendMessage,
  listMessages,
  follow,
  startPhoneCheckRoute,
  confirmPhoneCheckRoute,
  ...turnRoutes,
  status,
  ...authRoutes,
  readMeRoute,
  switchOrganisationRoute,
  ...organisationRoutes,
  followChangesRoute,
  listKeysRoute,
  createKeyRoute,
  revokeKeyRoute,
  ...agentRoutes,
  ...connectionRoutes,
  ...webhookRoutes,
  ...notificationRoutes,
  ...channelRoutes,
  ...conversationRoutes,
  ...runRoutes,
  ...operationRoutes,
  ...ticketRoutes,
  ...calendarRoutes,
  ...orderRoutes,
  ...toolRoutes,
  ...moneyRoutes,
  listAuditRoute,
  exportAuditRoute,
  ...dataRoutes,
];
