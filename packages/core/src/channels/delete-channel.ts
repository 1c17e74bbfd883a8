import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchChannel } from './view.ts';

type Place = { id: string };

/** A channel that nobody has written to yet goes; the conversations of any other hold it: the foreign key answers. */
export async function deleteChannel(ctx: Ctx, as: As, { id }: Place): Promise<void> {
  try {
    await remove(ctx, as, id);
  } catch (error) {
    throw brokenConstraint(error) === 'foreign_key' ? inUse() : error;
  }
}

const remove = (ctx: Ctx, as: As, id: string): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    await tx.chatIdentity.deleteMany({ where: { orgId: as.orgId, id } });
    await tx.channel.updateMany({ where: { orgId: as.orgId, codesFromId: id }, data: { codesFromId: null } });
    const [gone] = await tx.$queryRaw<Array<{ name: string; kind: string; address: string | null }>>`
      delete from channel where org_id = ${as.orgId} and id = ${id} returning name, kind, address`;
    if (!gone) throw noSuchChannel();
    await audit(ctx, tx, as, {
      action: 'channel.deleted',
      target: { kind: 'channel', id },
      before: { kind: gone.kind, number: gone.address },
      detail: { name: gone.name },
    });
  });

const inUse = () =>
  new ParleyError(
    'conflict',
    'channel_in_use',
    'Customers have written here, and their conversations stay. Take the script off the site, or the address off the number at the carrier, and nobody comes through it any more.',
  );
