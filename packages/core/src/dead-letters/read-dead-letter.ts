import type { DeadLetter } from '@parley/shared/contract/dead-letters';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import { lettersOf } from './view.ts';

export const readDeadLetter = (ctx: Ctx, orgId: string, id: string): Promise<DeadLetter> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const row = await tx.deadLetter.findUnique({ where: { orgId_id: { orgId, id } } });
    const [letter] = row ? await lettersOf(tx, orgId, [row]) : [];
    if (!letter) throw noSuchLetter();
    return letter;
  });

const noSuchLetter = () =>
  new ParleyError(
    'not_found',
    'no_such_dead_letter',
    'There is no dead letter with this id. GET /v1/dead-letters lists them.',
  );
