import type { Ctx } from '../ctx.ts';
import { keyIdOf, openSecret, sealSecret } from './box.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

export type Resealed = { sealedAnew: number; current: number; unreadable: string[] };

/**
 * Seals an organisation's secrets with the current key, where an earlier one did. What changes meanwhile is left as it
 * became: whoever writes uses the current key anyway. Done twice, the second time finds nothing to do.
 */
export async function resealSecrets(ctx: Pick<Ctx, 'db' | 'secrets'>, orgId: string): Promise<Resealed> {
  const result: Resealed = { sealedAnew: 0, current: 0, unreadable: [] };
  for (const place of SEALED_COLUMNS) await resealColumn(ctx, orgId, place, result);
  return result;
}

type Column = (typeof SEALED_COLUMNS)[number];

// The names come from the list above and from nowhere else.
const resealColumn = (ctx: Pick<Ctx, 'db' | 'secrets'>, orgId: string, { table, column }: Column, result: Resealed) =>
  ctx.db.inOrg(orgId, async (tx) => {
    const rows = await tx.$queryRawUnsafe<Array<{ id: string; sealed: string }>>(
      `select id, ${column} as sealed from ${table} where org_id = $1 and ${column} is not null order by id for update`,
      orgId,
    );
    for (const { id, sealed } of rows) {
      if (keyIdOf(sealed) === ctx.secrets.current.id) {
        result.current += 1;
        continue;
      }
      const anew = sealedAnew(ctx, { orgId, table, column, id }, sealed);
      if (anew === null) result.unreadable.push(`${table} ${id}`);
      else {
        await tx.$executeRawUnsafe(`update ${table} set ${column} = $1 where org_id = $2 and id = $3`, anew, orgId, id);
        result.sealedAnew += 1;
      }
    }
  });

function sealedAnew(
  { secrets }: Pick<Ctx, 'secrets'>,
  place: Parameters<typeof openSecret>[1],
  sealed: string,
): string | null {
  try {
    return sealSecret(secrets, place, openSecret(secrets, place, sealed));
  } catch {
    return null;
  }
}
