import type { AgentVersion } from '@parley/shared/contract/agents';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { authorNames, versionView } from './version-view.ts';
import { readAgentRow } from './view.ts';

/** Newest first; the number is the cursor. */
export async function listAgentVersions(
  ctx: Ctx,
  orgId: string,
  { id, limit, starting_after }: PageQuery & { id: string },
): Promise<Page<AgentVersion>> {
  const before = numberCursor(starting_after);
  return ctx.db.inOrg(orgId, async (tx) => {
    const { currentVersionId } = await readAgentRow(tx, orgId, id);
    const rows = await tx.agentVersion.findMany({
      where: { orgId, agentId: id, ...(before !== null && { number: { lt: before } }) },
      orderBy: { number: 'desc' },
      take: limit + 1,
      omit: { spec: true },
    });
    const view = versionView(await authorNames(tx, orgId, rows), currentVersionId);
    return pageOf(rows, limit, { cursor: ({ number }) => String(number), view });
  });
}

function numberCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new ParleyError('invalid_request', 'invalid_cursor', '`starting_after` is the number of a version.', {
    param: 'starting_after',
  });
}
