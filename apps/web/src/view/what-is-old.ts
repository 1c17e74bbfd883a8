import type { ChangeArea } from '@parley/shared/change-areas';
import type { LiveChange } from '@parley/shared/contract/live';

/** What was read under keys that begin so is old after a change in that area. An area that is not here makes everything old. */
const KEYS: Partial<Record<ChangeArea, readonly string[]>> = {
  organisation: ['organisation', 'me', 'plan', 'erasures'],
  membership: ['members', 'team-people', 'teams', 'me', 'plan'],
  invitation: ['invitations', 'plan'],
  team: ['teams', 'team-people'],
  api_key: ['keys'],
  channel: ['channels', 'channel'],
  webhook: ['webhooks', 'webhook', 'webhook-deliveries', 'webhook-delivery'],
  notification: ['notifications'],
  contact: ['contacts', 'contact', 'contact-facts', 'erasure', 'erasures'],
  agent: ['agents', 'plan'],
  connection: ['connections'],
  conversation: ['conversations', 'conversation', 'lines', 'turns', 'runs', 'workload'],
  dead_letter: ['dead-letters', 'turns', 'conversations', 'conversation', 'lines'],
  ticket: ['tickets', 'ticket'],
  // A turn that is given up leaves a letter and a ticket, and is told as an incident.
  incident: ['incidents', 'incident', 'tickets', 'dead-letters', 'turns', 'conversations', 'conversation'],
  calendar: ['calendar', 'appointments'],
  appointment: ['appointments'],
  order: ['orders', 'order'],
  tool: ['tools'],
  budget: ['budgets'],
  price: ['prices'],
  run: ['runs', 'run'],
  audit: ['audit'],
};

export function oldKeys(areas: LiveChange['areas']): ReadonlySet<string> | 'all' {
  if (areas === 'all') return 'all';
  const keys = areas.map((area) => KEYS[area]);
  return keys.every((known) => known !== undefined) ? new Set(keys.flat()) : 'all';
}
