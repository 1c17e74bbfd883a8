import type { Organisation } from '@parley/shared/contract/organisations';
import type { Ctx } from '../ctx.ts';
import { organisationView, WITH_LOGO } from './view.ts';

export const readOrganisation = (ctx: Ctx, orgId: string): Promise<Organisation> =>
  ctx.db.inOrg(orgId, async (tx) =>
    organisationView(await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, include: WITH_LOGO })),
  );
