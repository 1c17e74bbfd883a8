import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';

export const teamSchema = z.object({
  id: z.string(),
  name: z.string(),
  members: z.number().int(),
  created_at: z.iso.datetime(),
});
export type Team = z.infer<typeof teamSchema>;

const teamId = z.object({ id: idSchema('team') });
const teamBody = z.strictObject({ name: line(80) });
const changed = { description: 'As the team is now', body: teamSchema };

export const listTeams = defineEndpoint({
  id: 'listTeams',
  method: 'get',
  path: '/v1/teams',
  tag: 'Teams',
  summary: 'The organisation’s teams; who is in one: `GET /v1/members?team=…`',
  permission: 'members.read',
  query: z.object(pageQuery),
  responses: { 200: { description: 'Oldest first', body: pageOf(teamSchema) } },
});

export const createTeam = defineEndpoint({
  id: 'createTeam',
  method: 'post',
  path: '/v1/teams',
  tag: 'Teams',
  summary: 'Make a team',
  permission: 'teams.manage',
  body: teamBody,
  responses: { 201: { description: 'The new team', body: teamSchema } },
});

export const renameTeam = defineEndpoint({
  id: 'renameTeam',
  method: 'patch',
  path: '/v1/teams/:id',
  tag: 'Teams',
  summary: 'Give a team another name',
  permission: 'teams.manage',
  params: teamId,
  body: teamBody,
  responses: { 200: changed },
});

export const deleteTeam = defineEndpoint({
  id: 'deleteTeam',
  method: 'delete',
  path: '/v1/teams/:id',
  tag: 'Teams',
  summary: 'Delete a team; its people stay members of the organisation',
  permission: 'teams.manage',
  params: teamId,
  responses: { 200: { description: 'Deleted', body: z.object({ deleted: z.literal(true) }) } },
});

export const addTeamMember = defineEndpoint({
  id: 'addTeamMember',
  method: 'post',
  path: '/v1/teams/:id/members',
  tag: 'Teams',
  summary: 'Put a member into a team; someone who is in it already stays in it',
  permission: 'teams.manage',
  params: teamId,
  body: z.strictObject({ user_id: idSchema('user') }),
  responses: { 200: changed },
});

export const removeTeamMember = defineEndpoint({
  id: 'removeTeamMember',
  method: 'delete',
  path: '/v1/teams/:id/members/:user_id',
  tag: 'Teams',
  summary: 'Take a member out of a team',
  permission: 'teams.manage',
  params: teamId.extend({ user_id: idSchema('user') }),
  responses: { 200: changed },
});
