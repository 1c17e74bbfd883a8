import { twoFactor } from 'better-auth/plugins/two-factor';

/**
 * Two-factor sign-in. better-auth asks for the code after a password only; whoever comes from a provider would walk past it.
 * Its own step is hung behind that way in, too.
 */
export function secondFactor() {
  const plugin = twoFactor({ issuer: 'Parley', schema: TWO_FACTOR });
  const [asks] = plugin.hooks.after;
  if (!asks) throw new Error('two-factor sign-in no longer asks after a sign-in');
  const afterProvider = {
    ...asks,
    matcher: ({ path }: { path?: string }) => path === '/callback/:id',
  };
  return { ...plugin, hooks: { after: [asks, afterProvider] } };
}

const TWO_FACTOR = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'auth_two_factor',
    fields: {
      backupCodes: 'backup_codes',
      userId: 'user_id',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
};
