import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import { personOf } from './person.ts';
import { noSuchContact } from './read-contact.ts';

const MOST_LINKS = 20;

/** By whose word, or by what, it is known that two are one. */
export type Voucher = { by: 'member' | 'api_key' | 'identity' | 'sms_code'; id: string };

export type Joined = { main: string; joined: string[] };

/**
 * Two contacts, and all who they are already, become one person; null when they are one. Call `lockLinks` first. Nothing
 * moves: conversations stay where they are and are answered as before; they are shown, and erased, as one person's.
 */
export async function joinPersons(
  ctx: Pick<Ctx, 'now'>,
  tx: OrgTx,
  orgId: string,
  [first, second]: readonly [string, string],
  voucher: Voucher,
): Promise<Joined | null> {
  const [one, other] = [await personOf(tx, orgId, first), await personOf(tx, orgId, second)];
  if (!one || !other) throw noSuchContact();
  if (one.main === other.main) return null;
  if (one.all.length + other.all.length > MOST_LINKS) throw tooMany();
  const [main, joins] = one.main < other.main ? [one.main, other] : [other.main, one];
  await tx.contactLink.updateMany({ where: { orgId, mainId: joins.main }, data: { mainId: main } });
  await tx.contactLink.create({
    data: {
      ...{ orgId, contactId: joins.main, mainId: main },
      ...{ vouchedBy: voucher.by, actorId: voucher.id, createdAt: ctx.now() },
    },
  });
  return { main, joined: joins.all };
}

const tooMany = () =>
  new ParleyError(
    'conflict',
    'too_many_links',
    `One person has ${MOST_LINKS} linked contacts at most. Undo a link that is not right first.`,
  );
