import type { Route } from '../../http/route.ts';
import { getSessionRoute, signInRoute, signOutRoute, signUpRoute } from './account.ts';
import {
  requestPasswordResetRoute,
  resetPasswordRoute,
  sendVerificationEmailRoute,
  verifyEmailRoute,
} from './letters.ts';
import { providerRoutes } from './providers.ts';
import {
  changePasswordRoute,
  disableTwoFactorRoute,
  enableTwoFactorRoute,
  generateBackupCodesRoute,
  verifyBackupCodeRoute,
  verifyTotpRoute,
} from './secrets.ts';
import { listSessionsRoute, revokeSessionRoute } from './sessions.ts';

/** All of better-auth that can be reached: its own router is mounted nowhere. */
export const authRoutes: readonly Route[] = [
  signUpRoute,
  signInRoute,
  ...providerRoutes,
  signOutRoute,
  getSessionRoute,
  listSessionsRoute,
  revokeSessionRoute,
  sendVerificationEmailRoute,
  verifyEmailRoute,
  requestPasswordResetRoute,
  resetPasswordRoute,
  changePasswordRoute,
  enableTwoFactorRoute,
  verifyTotpRoute,
  verifyBackupCodeRoute,
  generateBackupCodesRoute,
  disableTwoFactorRoute,
];
