import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchConnection } from './view.ts';

type Place = { id: string };

/** The connection goes, with its secret. One that something still works with stays: the foreign key answers. */
export async function deleteConnection(ctx: Ctx, as: As, { id }: Place): Promise<void> {
  try {
    await remove(ctx, as, id);
  } catch (error) {
    throw brokenConstraint(error) === 'foreign_key' ? inUse() : error;
  }
}

const remove = (ctx: Ctx, as: As, id: string): Promise<void> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const [gone] = await tx.$queryRaw<Array<{ name: string; kind: string }>>`
      delete from connection where org_id = ${as.orgId} and id = ${id} returning name, kind`;
    if (!gone) throw noSuchConnection();
    await audit(ctx, tx, as, {
      action: 'connection.deleted',
      target: { kind: 'connection', id },
      before: { kind: gone.kind },
      detail: { name: gone.name },
    });
  });

const inUse = () =>
  new ParleyError(
    'conflict',
    'connection_in_use',
    'Something still works with this connection. Give that another connection first.',
  );
