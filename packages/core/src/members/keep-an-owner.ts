import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { brokenConstraint } from '../broken-constraint.ts';

/** Asks the database now what it would otherwise answer at the commit: does an owner remain? */
export async function keepAnOwner(tx: OrgTx): Promise<void> {
  try {
    await tx.$executeRaw`set constraints last_owner_stays immediate`;
  } catch (error) {
    throw brokenConstraint(error) === 'last_owner_stays' ? lastOwner(error) : error;
  }
}

const lastOwner = (cause: unknown) =>
  new ParleyError(
    'conflict',
    'last_owner',
    'The last owner of an organisation stays its owner. Make someone else an owner first.',
    { cause },
  );
