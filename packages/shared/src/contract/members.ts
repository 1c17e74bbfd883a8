import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { ROLES, roleSchema } from '../roles.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const memberSchema = z.object({
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  since: z.iso.datetime(),
});
export type Member = z.infer<typeof memberSchema>;

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  invited_by: z.string(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
});
export type Invitation = z.infer<typeof invitationSchema>;

const memberId = z.object({ user_id: idSchema('user') });

export const listMembers = defineEndpoint({
  id: 'listMembers',
  method: 'get',
  path: '/v1/members',
  tag: 'People',
  summary: 'The organisation’s members',
  permission: 'members.read',
  query: z.object({ ...pageQuery, team: idSchema('team').optional().describe('Only the people of this team') }),
  responses: { 200: { description: 'By the time they joined', body: pageOf(memberSchema) } },
});

export const changeMemberRole = defineEndpoint({
  id: 'changeMemberRole',
  method: 'patch',
  path: '/v1/members/:user_id',
  tag: 'People',
  summary: 'Give a member another role',
  permission: 'members.manage',
  params: memberId,
  body: z.strictObject({ role: roleSchema }),
  responses: { 200: { description: 'As the member is now', body: memberSchema } },
});

export const removeMember = defineEndpoint({
  id: 'removeMember',
  method: 'delete',
  path: '/v1/members/:user_id',
  tag: 'People',
  summary: 'Remove a member, with effect on their next request',
  permission: 'members.manage',
  params: memberId,
  responses: { 200: { description: 'Removed', body: z.object({ removed: z.literal(true) }) } },
});

export const leaveOrganisation = defineEndpoint({
  id: 'leaveOrganisation',
  method: 'post',
  path: '/v1/me/organisation/leave',
  tag: 'People',
  summary: 'Leave an organisation',
  permission: 'user',
  body: z.strictObject({ organisation_id: idSchema('organisation') }),
  responses: { 200: { description: 'No longer a member', body: z.object({ removed: z.literal(true) }) } },
});

export const listInvitations = defineEndpoint({
  id: 'listInvitations',
  method: 'get',
  path: '/v1/invitations',
  tag: 'People',
  summary: 'Letters sent to people who are not members yet',
  permission: 'members.manage',
  query: z.object(pageQuery),
  responses: { 200: { description: 'Newest first', body: pageOf(invitationSchema) } },
});

export const inviteMember = defineEndpoint({
  id: 'inviteMember',
  method: 'post',
  path: '/v1/invitations',
  tag: 'People',
  summary: 'Invite someone by email',
  permission: 'members.manage',
  guarded: true,
  body: z.strictObject({ email: z.email().max(254), role: z.enum(ROLES).exclude(['owner']) }),
  responses: { 201: { description: 'The letter is on its way', body: invitationSchema } },
});

export const revokeInvitation = defineEndpoint({
  id: 'revokeInvitation',
  method: 'delete',
  path: '/v1/invitations/:id',
  tag: 'People',
  summary: 'Take an invitation back',
  permission: 'members.manage',
  params: z.object({ id: idSchema('invitation') }),
  responses: { 200: { description: 'Taken back', body: invitationSchema } },
});

export const acceptInvitation = defineEndpoint({
  id: 'acceptInvitation',
  method: 'post',
  path: '/v1/invitations/accept',
  tag: 'People',
  summary: 'Join with the token from the letter, as the person it was sent to',
  permission: 'user',
  // A token that is missing or empty is refused as a wrong one is: by one answer, after one look.
  body: z.strictObject({ token: z.string().max(200).nullish() }),
  responses: {
    200: { description: 'A member now', body: z.object({ organisation_id: z.string(), role: roleSchema }) },
  },
});
