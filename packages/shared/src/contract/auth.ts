import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';

/*
 * Sign-in. Answers never tell whether an address has an account, and a token that is absent, wrong, used or expired is
 * refused in the same words.
 */

const tag = 'Sign-in';
const email = z.email().max(254);
const newPassword = z.string().min(10, 'must have at least 10 characters').max(128);
const password = z.string().max(128);
const token = z.string().max(2_000).catch('').describe('From the letter');
const done = (description: string) => ({ 200: { description, body: z.object({ done: z.literal(true) }) } });

const personSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });

export const signUp = defineEndpoint({
  id: 'signUp',
  method: 'post',
  path: '/v1/auth/sign-up/email',
  tag,
  summary: 'Begin an account; a letter asks to confirm the address',
  permission: 'public',
  guarded: true,
  body: z.strictObject({ name: line(80), email, password: newPassword }),
  responses: done('If the address has no account yet, a letter is on its way'),
});

export const signIn = defineEndpoint({
  id: 'signIn',
  method: 'post',
  path: '/v1/auth/sign-in/email',
  tag,
  summary: 'Sign in; the session is a cookie',
  permission: 'public',
  guarded: true,
  body: z.strictObject({ email, password }),
  responses: {
    200: {
      description: 'Signed in; or, with `two_factor`, a code is asked for first',
      body: z.object({ two_factor: z.boolean(), user: personSchema.nullable() }),
    },
  },
});

const provider = z.enum(['google', 'microsoft']);
const fromProvider = z.string().max(4_096).catch('').describe('As the provider gave it');

export const listSignInProviders = defineEndpoint({
  id: 'listSignInProviders',
  method: 'get',
  path: '/v1/auth/providers',
  tag,
  summary: 'With whom one can sign in here instead of with a password',
  permission: 'public',
  responses: {
    200: {
      description: 'Those that this installation has set up',
      body: z.object({ data: z.array(z.object({ id: provider, name: z.string() })) }),
    },
  },
});

export const beginProviderSignIn = defineEndpoint({
  id: 'beginProviderSignIn',
  method: 'post',
  path: '/v1/auth/sign-in/provider',
  tag,
  summary: 'Begin to sign in, or an account, with a provider',
  permission: 'public',
  body: z.strictObject({ provider }),
  responses: {
    200: {
      description: 'Where to send the browser; a cookie ties what comes back to it',
      body: z.object({ url: z.url() }),
    },
  },
});

export const returnFromProvider = defineEndpoint({
  id: 'returnFromProvider',
  method: 'get',
  path: '/v1/auth/callback/:provider',
  tag,
  summary: 'Where a provider sends the browser back to; it goes on to the page that finishes, and nothing is done yet',
  permission: 'public',
  params: z.object({ provider }),
  query: z.object({ code: fromProvider, state: fromProvider }),
  responses: { 303: { description: 'To the page', body: null } },
});

export const finishProviderSignIn = defineEndpoint({
  id: 'finishProviderSignIn',
  method: 'post',
  path: '/v1/auth/sign-in/provider/finish',
  tag,
  summary: 'Sign in with what the provider sent back; the session is a cookie',
  permission: 'public',
  body: z.strictObject({ provider, code: fromProvider, state: fromProvider }),
  responses: {
    200: {
      description: 'Signed in; or, with `two_factor`, a code is asked for first',
      body: z.object({ two_factor: z.boolean() }),
    },
  },
});

export const signOut = defineEndpoint({
  id: 'signOut',
  method: 'post',
  path: '/v1/auth/sign-out',
  tag,
  summary: 'End this session',
  permission: 'public',
  responses: done('Signed out'),
});

export const getSession = defineEndpoint({
  id: 'getSession',
  method: 'get',
  path: '/v1/auth/get-session',
  tag,
  summary: 'Who is signed in, or null',
  permission: 'public',
  responses: { 200: { description: 'The person', body: z.object({ user: personSchema.nullable() }) } },
});

export const listSessions = defineEndpoint({
  id: 'listSessions',
  method: 'get',
  path: '/v1/auth/list-sessions',
  tag,
  summary: 'Where I am signed in',
  permission: 'user',
  responses: {
    200: {
      description: 'Newest first',
      body: z.object({
        data: z.array(
          z.object({
            id: z.string(),
            current: z.boolean(),
            created_at: z.iso.datetime(),
            expires_at: z.iso.datetime(),
            user_agent: z.string().nullable(),
          }),
        ),
      }),
    },
  },
});

export const revokeSession = defineEndpoint({
  id: 'revokeSession',
  method: 'post',
  path: '/v1/auth/revoke-session',
  tag,
  summary: 'End one of my sessions, with effect on its next request',
  permission: 'user',
  body: z.strictObject({ id: idSchema('session') }),
  responses: done('Ended'),
});

export const sendVerificationEmail = defineEndpoint({
  id: 'sendVerificationEmail',
  method: 'post',
  path: '/v1/auth/send-verification-email',
  tag,
  summary: 'Ask for another letter that confirms my address',
  permission: 'public',
  guarded: true,
  body: z.strictObject({ email }),
  responses: done('If the address has an account that is not confirmed, a letter is on its way'),
});

export const verifyEmail = defineEndpoint({
  id: 'verifyEmail',
  method: 'post',
  path: '/v1/auth/verify-email',
  tag,
  summary: 'Confirm an address with the token from the letter',
  permission: 'public',
  body: z.strictObject({ token }),
  responses: done('Confirmed: sign in'),
});

export const requestPasswordReset = defineEndpoint({
  id: 'requestPasswordReset',
  method: 'post',
  path: '/v1/auth/request-password-reset',
  tag,
  summary: 'Ask for a letter that lets me choose a new password',
  permission: 'public',
  guarded: true,
  body: z.strictObject({ email }),
  responses: done('If the address has an account, a letter is on its way'),
});

export const resetPassword = defineEndpoint({
  id: 'resetPassword',
  method: 'post',
  path: '/v1/auth/reset-password',
  tag,
  summary: 'Choose a new password with the token from the letter; all sessions end',
  permission: 'public',
  body: z.strictObject({ token, new_password: newPassword }),
  responses: done('Changed: sign in with it'),
});

export const changePassword = defineEndpoint({
  id: 'changePassword',
  method: 'post',
  path: '/v1/auth/change-password',
  tag,
  summary: 'Change my password; my other sessions end',
  permission: 'user',
  guarded: true,
  body: z.strictObject({ current_password: password, new_password: newPassword }),
  responses: done('Changed'),
});

const code = z.string().trim().min(6).max(20);
const backupCodes = z.array(z.string()).describe('Each works once; shown this once');

export const enableTwoFactor = defineEndpoint({
  id: 'enableTwoFactor',
  method: 'post',
  path: '/v1/auth/two-factor/enable',
  tag,
  summary: 'Begin two-factor sign-in; a first code finishes it',
  permission: 'user',
  guarded: true,
  body: z.strictObject({ password }),
  responses: {
    200: {
      description: 'For the authenticator app',
      body: z.object({ totp_uri: z.string(), backup_codes: backupCodes }),
    },
  },
});

export const verifyTotp = defineEndpoint({
  id: 'verifyTotp',
  method: 'post',
  path: '/v1/auth/two-factor/verify-totp',
  tag,
  summary: 'Give the authenticator’s code: at sign-in, or to finish two-factor’s set-up',
  permission: 'public',
  guarded: true,
  body: z.strictObject({ code }),
  responses: done('Signed in'),
});

export const verifyBackupCode = defineEndpoint({
  id: 'verifyBackupCode',
  method: 'post',
  path: '/v1/auth/two-factor/verify-backup-code',
  tag,
  summary: 'Sign in with a recovery code instead of the authenticator’s',
  permission: 'public',
  guarded: true,
  body: z.strictObject({ code }),
  responses: done('Signed in; the code is used up'),
});

export const generateBackupCodes = defineEndpoint({
  id: 'generateBackupCodes',
  method: 'post',
  path: '/v1/auth/two-factor/generate-backup-codes',
  tag,
  summary: 'Make new recovery codes; the old ones end',
  permission: 'user',
  guarded: true,
  body: z.strictObject({ password }),
  responses: { 200: { description: 'New codes', body: z.object({ backup_codes: backupCodes }) } },
});

export const disableTwoFactor = defineEndpoint({
  id: 'disableTwoFactor',
  method: 'post',
  path: '/v1/auth/two-factor/disable',
  tag,
  summary: 'End two-factor sign-in',
  permission: 'user',
  guarded: true,
  body: z.strictObject({ password }),
  responses: done('Ended'),
});
