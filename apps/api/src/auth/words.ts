import type { ProblemType } from '@parley/shared/contract/problem';
import { ParleyError } from '@parley/shared/errors';
import { isAPIError } from 'better-auth/api';

type Words = [type: ProblemType, code: string, message: string];

const LINK: Words = [
  'invalid_request',
  'token_invalid',
  'This link is not valid: it was used, it has expired, or it was not copied whole. Ask for a new one.',
];
const PASSWORD: Words = ['forbidden', 'wrong_password', 'That is not your password.'];
const CODE: Words = [
  'forbidden',
  'wrong_code',
  'That code is not right. Codes change every 30 seconds: try the next one.',
];
const BEGIN_AGAIN: Words = [
  'unauthenticated',
  'sign_in_again',
  'This sign-in is too old, or had too many wrong codes. Begin again with email and password.',
];
const NO_PASSWORD: Words = [
  'conflict',
  'no_password',
  'This account has no password yet: it signs in another way. Choose one with “I forgot my password”.',
];
const NO_TWO_FACTOR: Words = ['conflict', 'two_factor_off', 'Two-factor sign-in is not on for this account.'];

/** What better-auth refuses, in our words. */
const WORDS: Record<string, Words> = {
  INVALID_EMAIL_OR_PASSWORD: ['unauthenticated', 'wrong_credentials', 'Email and password do not fit together.'],
  EMAIL_NOT_VERIFIED: [
    'forbidden',
    'email_not_verified',
    'Confirm your address first: the link is in the letter that we sent. You can ask for another one.',
  ],
  INVALID_TOKEN: LINK,
  TOKEN_EXPIRED: LINK,
  USER_NOT_FOUND: LINK,
  INVALID_PASSWORD: PASSWORD,
  CREDENTIAL_ACCOUNT_NOT_FOUND: NO_PASSWORD,
  INVALID_CODE: CODE,
  INVALID_BACKUP_CODE: CODE,
  INVALID_TWO_FACTOR_COOKIE: BEGIN_AGAIN,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: BEGIN_AGAIN,
  ACCOUNT_TEMPORARILY_LOCKED: [
    'rate_limited',
    'locked_for_a_while',
    'Too many wrong codes: no code is taken for this account for a while. Try again later.',
  ],
  TOTP_ALREADY_ENABLED: ['conflict', 'two_factor_on', 'Two-factor sign-in is on already. End it first to begin anew.'],
  TOTP_NOT_ENABLED: NO_TWO_FACTOR,
  TWO_FACTOR_NOT_ENABLED: NO_TWO_FACTOR,
  BACKUP_CODES_NOT_ENABLED: NO_TWO_FACTOR,
};

/** An error of better-auth as one of ours; what it has no words for stays a surprise. */
export function inOurWords(error: unknown): unknown {
  if (!isAPIError(error)) return error;
  const words = WORDS[String(error.body?.code)];
  return words ? new ParleyError(...words, { cause: error }) : error;
}

export const linkRefused = (): ParleyError => new ParleyError(...LINK);

/** What ended a sign-in at a provider. */
export const refusedByProvider = (code: string): ParleyError =>
  code === 'account_not_linked'
    ? new ParleyError(
        'forbidden',
        'email_not_verified',
        'There is an account with this address that was never confirmed. Confirm it with the letter that we sent, then sign in this way.',
      )
    : new ParleyError(
        'unauthenticated',
        'provider_refused',
        'This sign-in was not finished: it was refused, it took too long, or it began in another browser. Begin again.',
      );
