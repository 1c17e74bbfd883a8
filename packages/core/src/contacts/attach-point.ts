import type { OrgTx } from '@parley/db/client';
import type { Ctx } from '../ctx.ts';
import { type Joined, joinPersons, type Voucher } from './join-persons.ts';

export type Point = { kind: 'web_chat' | 'sms' | 'user'; address: string };

/** Whose an address is: their contact, or nobody's yet. */
export const contactAt = async (tx: OrgTx, orgId: string, { kind, address }: Point): Promise<string | null> =>
  (
    await tx.contactPoint.findUnique({
      where: { orgId_kind_address: { orgId, kind, address } },
      select: { contactId: true },
    })
  )?.contactId ?? null;

/**
 * The address is this contact's from now on, or the contact that has it is the same person. Call `lockLinks` first. A
 * first message from there may come at the same moment: whoever is first has the address.
 */
export async function attachPoint(
  ctx: Pick<Ctx, 'now'>,
  tx: OrgTx,
  orgId: string,
  contactId: string,
  { point, voucher }: { point: Point; voucher: Voucher },
): Promise<Joined | 'added' | null> {
  const { count } = await tx.contactPoint.createMany({
    data: { orgId, ...point, contactId, createdAt: ctx.now(), vouchedBy: voucher.by },
    skipDuplicates: true,
  });
  if (count > 0) return 'added';
  const there = (await contactAt(tx, orgId, point)) as string;
  return joinPersons(ctx, tx, orgId, [contactId, there], voucher);
}
