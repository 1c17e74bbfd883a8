import { MEMBER_PERMISSIONS, type MemberPermission } from '@parley/shared/roles';

type Words = { group: string; words: string };

/** What each permission opens, for people. Whoever adds one says it here, or nothing compiles. */
const WORDS: Record<MemberPermission, Words> = {
  'organisation.read': { group: 'Organisation', words: 'See its details, plan and usage' },
  'organisation.manage': { group: 'Organisation', words: 'Change its details' },
  'members.read': { group: 'People', words: 'See members and teams' },
  'members.manage': { group: 'People', words: 'Invite and remove people, change their roles' },
  'teams.manage': { group: 'People', words: 'Make teams and put people into them' },
  'keys.manage': { group: 'Integrations', words: 'Make and revoke API keys' },
  'agents.read': { group: 'Agents', words: 'See agents and their versions' },
  'agents.pause': { group: 'Agents', words: 'Pause and resume agents that are theirs to pause' },
  'agents.edit': { group: 'Agents', words: 'Change agents that are theirs to change' },
  'agents.manage': { group: 'Agents', words: 'Make, assign and archive agents that are theirs' },
  'connections.read': { group: 'Integrations', words: 'See connections to providers' },
  'connections.manage': { group: 'Integrations', words: 'Make and change connections and their secrets' },
  'channels.read': { group: 'Channels', words: 'See web chats, phone numbers and API channels' },
  'channels.manage': { group: 'Channels', words: 'Add and change web chats, phone numbers and API channels' },
  'webhooks.manage': { group: 'Integrations', words: 'Make and change webhooks, see and replay deliveries' },
  'runs.read': { group: 'Agents', words: 'See what agents did, step by step, and what it cost' },
  'runs.replay': {
    group: 'Agents',
    words: 'Do a run again with another model or other instructions, which costs money',
  },
  'conversations.read': { group: 'Customers', words: 'See conversations and what was said in them' },
  'conversations.answer': { group: 'Customers', words: 'Take conversations over, answer, and give them back' },
  'operations.read': { group: 'Operations', words: 'See incidents, tickets and messages that could not be answered' },
  'operations.manage': { group: 'Operations', words: 'Resolve incidents, close tickets, have messages answered again' },
  'turns.ingest': { group: 'Integrations', words: 'Send in what customers say on channels of their own' },
  'contacts.read': { group: 'Customers', words: 'See contacts, their addresses and their conversations' },
  'contacts.link': { group: 'Customers', words: 'Say which contacts are one person' },
  'calendar.read': { group: 'Calendar', words: 'See appointments, and what can be booked' },
  'calendar.book': { group: 'Calendar', words: 'Book, move and cancel appointments' },
  'calendar.manage': { group: 'Calendar', words: 'Change what can be booked, with whom and when' },
  'orders.read': { group: 'Orders', words: 'See orders, refunds and discounts' },
  'orders.push': { group: 'Integrations', words: 'Tell of orders from a shop' },
  'orders.refund': { group: 'Orders', words: 'Give money back and discounts' },
  'tools.manage': { group: 'Agents', words: 'Declare tools that call other systems' },
  'costs.read': { group: 'Costs', words: 'See costs, budgets and prices' },
  'costs.manage': { group: 'Costs', words: 'Set budgets and prices' },
  'data.manage': { group: 'Customers', words: 'Export everything stored, and erase contacts' },
  'organisation.delete': { group: 'Organisation', words: 'Erase the whole organisation' },
  'audit.read': { group: 'Record', words: 'Read and export the audit log' },
};

export type PermissionGroup = { name: string; permissions: Array<{ permission: MemberPermission; words: string }> };

/** All permissions there are, in their groups, both in the order in which they are first named. */
export function permissionGroups(): PermissionGroup[] {
  const groups = new Map<string, PermissionGroup>();
  for (const permission of MEMBER_PERMISSIONS) {
    const { group: name, words } = WORDS[permission];
    const group = groups.get(name) ?? { name, permissions: [] };
    group.permissions.push({ permission, words });
    groups.set(name, group);
  }
  return [...groups.values()];
}
