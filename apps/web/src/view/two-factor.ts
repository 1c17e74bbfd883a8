/** What is typed into an authenticator app by hand, from an `otpauth:` address. */
export const setupKeyOf = (totpUri: string): string => new URL(totpUri).searchParams.get('secret') ?? '';
