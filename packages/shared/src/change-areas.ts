import { z } from 'zod';
import type { MemberPermission } from './roles.ts';

/**
 * What a change is about, the first word of its action in the record; and the permission with which one may hear that
 * something changed there.
 */
export const CHANGE_AREAS = {
  organisation: 'organisation.read',
  membership: 'members.read',
  invitation: 'members.manage',
  team: 'members.read',
  api_key: 'keys.manage',
  agent: 'agents.read',
  connection: 'connections.read',
  webhook: 'webhooks.manage',
  notification: 'organisation.read',
  contact: 'contacts.read',
  channel: 'channels.read',
  conversation: 'conversations.read',
  effect: 'conversations.read',
  run: 'runs.read',
  dead_letter: 'operations.read',
  ticket: 'operations.read',
  incident: 'operations.read',
  calendar: 'calendar.read',
  appointment: 'calendar.read',
  order: 'orders.read',
  tool: 'agents.read',
  budget: 'costs.read',
  price: 'costs.read',
  audit: 'audit.read',
} as const satisfies Record<string, MemberPermission>;

export type ChangeArea = keyof typeof CHANGE_AREAS;
export const changeAreaSchema = z.enum(Object.keys(CHANGE_AREAS) as [ChangeArea, ...ChangeArea[]]);

export const areaOf = (action: `${ChangeArea}.${string}`): ChangeArea => action.split('.', 1)[0] as ChangeArea;
