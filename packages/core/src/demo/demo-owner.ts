import { findPasswordHash, insertPerson, setPasswordHash } from '@parley/db/lookup/people';
import type { Queryable } from '@parley/db/pools';
import type { Ctx } from '../ctx.ts';
import { hashPassword, isPassword } from '../people/password.ts';
import { DEMO_IDS } from './seed-demo.ts';

/** Who runs the sample clinic, and whom the start box lets you sign in as. */
export const DEMO_OWNER = {
  id: `usr_01k0dem0${'0'.repeat(18)}`,
  accountId: `acc_01k0dem0${'0'.repeat(18)}`,
  name: 'Mara Quinn',
  email: 'mara@harbour-street.example',
} as const;

/** Whether the sample clinic's owner can sign in with this password. */
export async function isDemoPassword(lookup: Queryable, password: string): Promise<boolean> {
  const hash = await findPasswordHash(lookup, DEMO_OWNER.id);
  return hash !== null && isPassword(password, hash);
}

/** Makes the sample clinic's owner where she is missing; the password is this installation's, also after it was made anew. */
export async function seedDemoOwner(ctx: Pick<Ctx, 'db' | 'now'>, lookup: Queryable, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  if (!(await insertPerson(lookup, { ...DEMO_OWNER, passwordHash }))) {
    await setPasswordHash(lookup, DEMO_OWNER.id, passwordHash);
  }
  const orgId = DEMO_IDS.organisation;
  await ctx.db.inOrg(orgId, (tx) =>
    tx.membership.createMany({
      data: [{ orgId, userId: DEMO_OWNER.id, role: 'owner', createdAt: ctx.now() }],
      skipDuplicates: true,
    }),
  );
}
