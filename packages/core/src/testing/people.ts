import type { Role } from '@parley/shared/roles';
import type { As } from '../acting.ts';
import type { Guest } from '../invitations/accept-invitation.ts';
import { createOrganisation } from '../organisations/create-organisation.ts';
import type { TestCore } from './test-core.ts';

export const FROM = { requestId: 'req_test', address: '203.0.113.7' } as const;

export const as = (orgId: string, userId: string): As => ({ orgId, actor: { kind: 'user', id: userId }, ...FROM });

/** Someone who has signed up, with an address that they have confirmed. */
export async function signUp({ ctx, database }: TestCore, name: string): Promise<Guest> {
  const id = ctx.newId('user');
  const email = `${name.toLowerCase()}.${id.slice(-6)}@people.test`;
  await database.owner.query('insert into auth_user (id, name, email, email_verified) values ($1, $2, $3, true)', [
    id,
    name,
    email,
  ]);
  return { id, email, emailVerified: true };
}

/** An organisation with one person in each role asked for, its owner first. */
export async function organisationWith<R extends Role>(
  core: TestCore,
  ...roles: R[]
): Promise<{ orgId: string; owner: Guest; as: As } & Record<R, Guest>> {
  const owner = await signUp(core, 'Owner');
  const { id: orgId } = await createOrganisation(
    core.ctx,
    { actor: { kind: 'user', id: owner.id }, ...FROM },
    { name: 'Test House', timeZone: 'UTC', isDemo: false },
  );
  const people: Partial<Record<Role, Guest>> = {};
  for (const role of roles) people[role] = await enrol(core, orgId, role);
  return { orgId, owner, as: as(orgId, owner.id), ...(people as Record<R, Guest>) };
}

/** A member of that role, without the way through a letter. */
export async function enrol(core: TestCore, orgId: string, role: Role): Promise<Guest> {
  const guest = await signUp(core, role);
  await core.ctx.db.inOrg(orgId, (tx) =>
    tx.membership.create({ data: { orgId, userId: guest.id, role, createdAt: core.ctx.now() } }),
  );
  return guest;
}

export type Entry = {
  action: string;
  actor: string;
  target: string;
  before: unknown;
  after: unknown;
  detail: Record<string, unknown> | null;
};

/** What the record holds of an organisation, oldest first. */
export async function recordOf({ database }: TestCore, orgId: string): Promise<Entry[]> {
  const { rows } = await database.owner.query<Entry>(
    `select e.action, e.actor_id as actor, e.target_id as target, e.before, e.after, d.detail
     from audit_entry e join audit_detail d on d.org_id = e.org_id and d.entry_id = e.id
     where e.org_id = $1 order by e.at, e.id`,
    [orgId],
  );
  return rows;
}

export const lastOf = async (core: TestCore, orgId: string): Promise<Entry | undefined> =>
  (await recordOf(core, orgId)).at(-1);

/** What each call came to: how many went through, and with which codes the others were refused. */
export async function endings(calls: Array<Promise<unknown>>): Promise<string[]> {
  const settled = await Promise.allSettled(calls);
  return settled
    .map((ending) =>
      ending.status === 'fulfilled' ? 'done' : ((ending.reason as { code?: string }).code ?? 'surprise'),
    )
    .sort();
}
