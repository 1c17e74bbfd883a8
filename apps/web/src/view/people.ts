import { ROLES, type Role } from '@parley/shared/roles';

export const ROLE_NAME: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  team_lead: 'Team lead',
  operator: 'Operator',
  agent_owner: 'Agent owner',
  member: 'Member',
  viewer: 'Viewer',
};

/** What each role is for, where one is chosen. */
export const ROLE_WORDS: Record<Role, string> = {
  owner: 'Everything, and makes other owners.',
  admin: 'Everything but making owners and erasing the organisation.',
  team_lead: 'Runs the agents of their teams, manages teams and answers customers.',
  operator: 'Watches over what happens, pauses agents and reads the record.',
  agent_owner: 'Changes and pauses the agents that are theirs.',
  member: 'Sees the organisation and answers customers.',
  viewer: 'Sees the organisation and changes nothing.',
};

/** The roles that someone can give: only owners make owners. An invitation never makes one. */
export const givableRoles = (by: Role): Role[] => ROLES.filter((role) => role !== 'owner' || by === 'owner');
export const INVITABLE_ROLES = ROLES.filter((role) => role !== 'owner');

/** Nobody changes a person's own role here, and only owners change an owner's. */
export const mayTouch = (by: { role: Role; userId: string }, member: { role: Role; user_id: string }): boolean =>
  by.userId !== member.user_id && (member.role !== 'owner' || by.role === 'owner');

/** Of first and last word, as they are written. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}
