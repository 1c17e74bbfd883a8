import {
  changePassword,
  disableTwoFactor,
  enableTwoFactor,
  generateBackupCodes,
  verifyBackupCode,
  verifyTotp,
} from '@parley/shared/contract/auth';
import { ask, done } from '../../auth/ask.ts';
import { implement } from '../../http/route.ts';

export const changePasswordRoute = implement(changePassword)(async (ctx, call) => {
  const { current_password: currentPassword, new_password: newPassword } = call.body;
  const body = { currentPassword, newPassword, revokeOtherSessions: true };
  await ask(ctx, call, (api, given) => api.changePassword({ body, ...given }));
  return done;
});

export const enableTwoFactorRoute = implement(enableTwoFactor)(async (ctx, call) => {
  const answer = await ask(ctx, call, (api, given) => api.enableTwoFactor({ body: call.body, ...given }));
  if (answer.method !== 'totp') throw new Error(`two-factor began with ${answer.method}`);
  return { status: 200, body: { totp_uri: answer.totpURI, backup_codes: answer.backupCodes } };
});

export const verifyTotpRoute = implement(verifyTotp)(async (ctx, call) => {
  await ask(ctx, call, (api, given) => api.verifyTOTP({ body: call.body, ...given }));
  return done;
});

export const verifyBackupCodeRoute = implement(verifyBackupCode)(async (ctx, call) => {
  await ask(ctx, call, (api, given) => api.verifyBackupCode({ body: call.body, ...given }));
  return done;
});

export const generateBackupCodesRoute = implement(generateBackupCodes)(async (ctx, call) => {
  const { backupCodes } = await ask(ctx, call, (api, given) => api.generateBackupCodes({ body: call.body, ...given }));
  return { status: 200, body: { backup_codes: backupCodes } };
});

export const disableTwoFactorRoute = implement(disableTwoFactor)(async (ctx, call) => {
  await ask(ctx, call, (api, given) => api.disableTwoFactor({ body: call.body, ...given }));
  return done;
});
