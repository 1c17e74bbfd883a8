import type { Route } from '../../http/route.ts';
import { acceptInvitationRoute } from '../invitations/accept-invitation.ts';
import { inviteMemberRoute } from '../invitations/invite-member.ts';
import { listInvitationsRoute } from '../invitations/list-invitations.ts';
import { revokeInvitationRoute } from '../invitations/revoke-invitation.ts';
import { changeMemberRoleRoute } from '../members/change-member-role.ts';
import { leaveOrganisationRoute } from '../members/leave-organisation.ts';
import { listMembersRoute } from '../members/list-members.ts';
import { removeMemberRoute } from '../members/remove-member.ts';
import { addTeamMemberRoute } from '../teams/add-team-member.ts';
import { createTeamRoute } from '../teams/create-team.ts';
import { deleteTeamRoute } from '../teams/delete-team.ts';
import { listTeamsRoute } from '../teams/list-teams.ts';
import { removeTeamMemberRoute } from '../teams/remove-team-member.ts';
import { renameTeamRoute } from '../teams/rename-team.ts';
import { changeOrganisationRoute } from './change-organisation.ts';
import { changePlanRoute } from './change-plan.ts';
import { createOrganisationRoute } from './create-organisation.ts';
import { changeLogoRoute, readLogoRoute, removeLogoRoute } from './logo.ts';
import { readOrganisationRoute } from './read-organisation.ts';
import { readPlanRoute } from './read-plan.ts';
import { switchFeatureRoute } from './switch-feature.ts';

/** An organisation, its people and its teams. */
export const organisationRoutes: readonly Route[] = [
  createOrganisationRoute,
  readOrganisationRoute,
  changeOrganisationRoute,
  readPlanRoute,
  changePlanRoute,
  switchFeatureRoute,
  changeLogoRoute,
  removeLogoRoute,
  readLogoRoute,
  listMembersRoute,
  changeMemberRoleRoute,
  removeMemberRoute,
  leaveOrganisationRoute,
  listInvitationsRoute,
  inviteMemberRoute,
  acceptInvitationRoute,
  revokeInvitationRoute,
  listTeamsRoute,
  createTeamRoute,
  renameTeamRoute,
  deleteTeamRoute,
  addTeamMemberRoute,
  removeTeamMemberRoute,
];
