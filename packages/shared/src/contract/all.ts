import { exportAudit, listAudit } from './audit.ts';
import {
  changePassword,
  disableTwoFactor,
  enableTwoFactor,
  generateBackupCodes,
  getSession,
  listSessions,
  requestPasswordReset,
  resetPassword,
  revokeSession,
  sendVerificationEmail,
  signIn,
  signOut,
  signUp,
  verifyBackupCode,
  verifyEmail,
  verifyTotp,
} from './auth.ts';
import { followChat, listChatMessages, openChatSession, sendChatMessage } from './chat.ts';
import type { Endpoint } from './endpoint.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './keys.ts';
import { followChanges } from './live.ts';
import {
  acceptInvitation,
  changeMemberRole,
  inviteMember,
  leaveOrganisation,
  listInvitations,
  listMembers,
  removeMember,
  revokeInvitation,
} from './members.ts';
import {
  changeOrganisation,
  createOrganisation,
  readMe,
  readOrganisation,
  switchOrganisation,
} from './organisations.ts';
import { readPlan } from './plan.ts';
import { readStatus } from './status.ts';
import { addTeamMember, createTeam, deleteTeam, listTeams, removeTeamMember, renameTeam } from './teams.ts';

/** The whole public API, in the order of its reference page. A route that is not here cannot be mounted. */
export const contract = [
  openChatSession,
  sendChatMessage,
  listChatMessages,
  followChat,
  readStatus,
  signUp,
  signIn,
  signOut,
  getSession,
  listSessions,
  revokeSession,
  sendVerificationEmail,
  verifyEmail,
  requestPasswordReset,
  resetPassword,
  changePassword,
  enableTwoFactor,
  verifyTotp,
  verifyBackupCode,
  generateBackupCodes,
  disableTwoFactor,
  readMe,
  switchOrganisation,
  createOrganisation,
  readOrganisation,
  changeOrganisation,
  readPlan,
  followChanges,
  listMembers,
  changeMemberRole,
  removeMember,
  leaveOrganisation,
  listInvitations,
  inviteMember,
  acceptInvitation,
  revokeInvitation,
  listTeams,
  createTeam,
  renameTeam,
  deleteTeam,
  addTeamMember,
  removeTeamMember,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  listAudit,
  exportAudit,
] as const satisfies readonly Endpoint[];
