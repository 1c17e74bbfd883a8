import type { OrgTx } from '@parley/db/client';
import type { AgentVersion } from '@parley/shared/contract/agents';
import { ParleyError } from '@parley/shared/errors';

export type VersionRow = {
  id: string;
  number: number;
  digest: string;
  authorId: string | null;
  note: string | null;
  createdAt: Date;
};

/** The names of those authors who are members still; of others, and of keys, only the id is known. */
export async function authorNames(tx: OrgTx, orgId: string, rows: readonly VersionRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ authorId }) => authorId ?? []))];
  const members = await tx.membership.findMany({
    where: { orgId, userId: { in: ids } },
    select: { userId: true, user: { select: { name: true } } },
  });
  return new Map(members.map(({ userId, user }) => [userId, user.name]));
}

export const versionView =
  (names: ReadonlyMap<string, string>, currentVersionId: string) =>
  (row: VersionRow): AgentVersion => ({
    number: row.number,
    digest: row.digest,
    author: row.authorId === null ? null : { id: row.authorId, name: names.get(row.authorId) ?? null },
    note: row.note,
    current: row.id === currentVersionId,
    created_at: row.createdAt.toISOString(),
  });

export async function readVersionRow(tx: OrgTx, orgId: string, agentId: string, number: number) {
  const row = await tx.agentVersion.findUnique({ where: { orgId_agentId_number: { orgId, agentId, number } } });
  if (row) return row;
  throw new ParleyError(
    'not_found',
    'no_such_version',
    `The agent has no version ${number}. GET /v1/agents/{id}/versions lists those it has.`,
  );
}
