import type { Erasure } from '@parley/shared/contract/erasures';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { erasureView } from './view.ts';

/** Keeps the organisation, as long as its erasure has not begun. */
export function callOffErasure(ctx: Ctx, as: As): Promise<Erasure> {
  const { orgId } = as;
  return ctx.db.inOrg(orgId, async (tx) => {
    const [called] = await tx.$queryRaw<{ id: string }[]>`
      update erasure set state = 'called_off', ended_at = clock_now()
      where org_id = ${orgId} and subject_id = ${orgId} and state = 'requested' returning id`;
    if (!called) throw nothingToCallOff();
    await audit(ctx, tx, as, {
      action: 'organisation.erasure_called_off',
      target: { kind: 'organisation', id: orgId },
      after: { erasure: called.id },
    });
    return erasureView(await tx.erasure.findUniqueOrThrow({ where: { orgId_id: { orgId, id: called.id } } }));
  });
}

const nothingToCallOff = () =>
  new ParleyError('conflict', 'nothing_to_call_off', 'No erasure of this organisation waits to begin.');
