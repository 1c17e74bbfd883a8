import { readMe } from '@parley/core/people/read-me';
import { readMe as readMeEndpoint } from '@parley/shared/contract/organisations';
import { implement } from '../../http/route.ts';

export const readMeRoute = implement(readMeEndpoint)(async (ctx, { caller: { user } }) => {
  const { hasPassword, organisations, active } = await readMe(ctx.lookup, {
    userId: user.id,
    activeOrgId: user.activeOrgId,
  });
  return {
    status: 200,
    body: {
      user: {
        id: user.id,
        name: user.name,
        email: user.email,
        email_verified: user.emailVerified,
        two_factor: user.twoFactor,
        has_password: hasPassword,
      },
      active: active && {
        organisation_id: active.orgId,
        role: active.role,
        permissions: [...active.permissions],
      },
      organisations: organisations.map(({ orgId, name, role, logoUrl }) => ({
        id: orgId,
        name,
        role,
        logo_url: logoUrl,
      })),
    },
  };
});
