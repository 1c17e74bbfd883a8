import { z } from 'zod';
import { eventKindSchema } from '../events.ts';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const notificationSchema = z.object({
  id: z.string(),
  event: z.string(),
  title: z.string(),
  text: z.string().describe('What happened, in a sentence'),
  page: z.string().describe('The page of the dashboard that shows it'),
  facts: z.record(z.string(), z.unknown()),
  read_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
export type Notification = z.infer<typeof notificationSchema>;

export const notificationPreferenceSchema = z.object({
  event: eventKindSchema,
  title: z.string(),
  in_app: z.boolean(),
  email: z.boolean(),
});
export type NotificationPreference = z.infer<typeof notificationPreferenceSchema>;

// A person's own: no role may do more to them, and a key has none.
const own = { tag: 'Notifications', permission: 'user' } as const;

export const listNotifications = defineEndpoint({
  ...own,
  id: 'listNotifications',
  method: 'get',
  path: '/v1/notifications',
  summary: 'What I was told, in the organisation where my session works',
  query: z.object({ ...pageQuery, unread: z.stringbool().default(false) }),
  responses: { 200: { description: 'Newest first', body: pageOf(notificationSchema) } },
});

export const countUnreadNotifications = defineEndpoint({
  ...own,
  id: 'countUnreadNotifications',
  method: 'get',
  path: '/v1/notifications/unread',
  summary: 'How many of them I have not read; counted to 100',
  responses: { 200: { description: 'The number', body: z.object({ unread: z.number().int() }) } },
});

export const markNotificationRead = defineEndpoint({
  ...own,
  id: 'markNotificationRead',
  method: 'post',
  path: '/v1/notifications/:id/read',
  summary: 'I have read this one',
  params: z.object({ id: idSchema('notification') }),
  responses: { 200: { description: 'Done', body: z.object({ read: z.literal(true) }) } },
});

export const markNotificationsRead = defineEndpoint({
  ...own,
  id: 'markNotificationsRead',
  method: 'post',
  path: '/v1/notifications/read',
  summary: 'I have read this one and all before it',
  body: z.strictObject({ up_to: idSchema('notification') }),
  responses: { 200: { description: 'How many were unread', body: z.object({ marked: z.number().int() }) } },
});

export const listNotificationPreferences = defineEndpoint({
  ...own,
  id: 'listNotificationPreferences',
  method: 'get',
  path: '/v1/notification-preferences',
  summary: 'How I am told of what my role hears of',
  responses: {
    200: { description: 'One for each event', body: z.object({ data: z.array(notificationPreferenceSchema) }) },
  },
});

export const changeNotificationPreference = defineEndpoint({
  ...own,
  id: 'changeNotificationPreference',
  method: 'patch',
  path: '/v1/notification-preferences',
  summary: 'Choose how I am told of one event',
  body: z.strictObject({ event: eventKindSchema, in_app: z.boolean(), email: z.boolean() }),
  responses: { 200: { description: 'As it is now', body: notificationPreferenceSchema } },
});
