import { z } from 'zod';

export const ROLES = ['owner', 'admin', 'team_lead', 'operator', 'agent_owner', 'member', 'viewer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a member may do. Which endpoint asks for which stands in the contract. */
export const MEMBER_PERMISSIONS = [
  'organisation.read',
  'organisation.manage',
  'members.read',
  'members.manage',
  'teams.manage',
  'keys.manage',
  'agents.read',
  'agents.pause',
  'agents.edit',
  'agents.manage',
  'connections.read',
  'connections.manage',
  'webhooks.manage',
  'channels.read',
  'channels.manage',
  'conversations.read',
  'conversations.answer',
  'runs.read',
  'runs.replay',
  'operations.read',
  'operations.manage',
  'turns.ingest',
  'calendar.read',
  'calendar.book',
  'calendar.manage',
  'orders.read',
  'orders.push',
  'orders.refund',
  'tools.manage',
  'costs.read',
  'costs.manage',
  'audit.read',
  'contacts.read',
  'contacts.link',
  'data.manage',
  'organisation.delete',
] as const;
export type MemberPermission = (typeof MEMBER_PERMISSIONS)[number];

const READS: readonly MemberPermission[] = [
  'organisation.read',
  'members.read',
  'contacts.read',
  'agents.read',
  'channels.read',
  'conversations.read',
  'calendar.read',
  'orders.read',
  'runs.read',
];
const OPERATES: readonly MemberPermission[] = ['operations.read', 'operations.manage'];

/**
 * The one table of who may do what; the dashboard shows it, and the authorisation tests hold every route to it. Of which
 * agents, core/agents/may-change-agent.ts decides.
 */
export const ROLE_PERMISSIONS: Record<Role, readonly MemberPermission[]> = {
  owner: MEMBER_PERMISSIONS,
  admin: MEMBER_PERMISSIONS.filter((permission) => permission !== 'organisation.delete'),
  team_lead: [
    ...READS,
    ...OPERATES,
    'conversations.answer',
    'runs.replay',
    'contacts.link',
    'teams.manage',
    'agents.pause',
    'agents.edit',
    'agents.manage',
    'connections.read',
    'calendar.book',
    'calendar.manage',
    'orders.refund',
    'costs.read',
  ],
  operator: [...READS, ...OPERATES, 'audit.read', 'agents.pause', 'connections.read', 'calendar.book', 'costs.read'],
  agent_owner: [
    ...READS,
    'runs.replay',
    'operations.read',
    'agents.pause',
    'agents.edit',
    'connections.read',
    'costs.read',
  ],
  member: [...READS, 'conversations.answer', 'calendar.book'],
  viewer: READS,
};

export const roleMay = (role: Role, permission: MemberPermission): boolean =>
  ROLE_PERMISSIONS[role].includes(permission);

export const SCOPES = ['read', 'ingest:write', 'approvals:decide', 'admin'] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

/** What a key's scope opens. A key never manages keys, members or other secrets: whoever
 * has one could otherwise keep itself alive. */
export const SCOPE_PERMISSIONS: Record<Scope, readonly MemberPermission[]> = {
  read: READS,
  'ingest:write': ['turns.ingest', 'contacts.link', 'orders.push'],
  'approvals:decide': [],
  admin: [
    ...READS,
    'organisation.manage',
    'teams.manage',
    'webhooks.manage',
    'audit.read',
    'agents.pause',
    'agents.edit',
    'agents.manage',
    'runs.replay',
    'connections.read',
    'data.manage',
    'contacts.link',
    'channels.manage',
    'calendar.book',
    'calendar.manage',
    'orders.push',
    'orders.refund',
    'costs.read',
    'costs.manage',
    ...OPERATES,
  ],
};

export const scopesMay = (scopes: readonly Scope[], permission: MemberPermission): boolean =>
  scopes.some((scope) => SCOPE_PERMISSIONS[scope].includes(permission));
