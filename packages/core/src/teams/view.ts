import type { OrgTx } from '@parley/db/client';
import type { Team } from '@parley/shared/contract/teams';
import { ParleyError } from '@parley/shared/errors';

export const WITH_SIZE = { _count: { select: { members: true } } } as const;

type Row = { id: string; name: string; createdAt: Date; _count: { members: number } };

export const teamView = (row: Row): Team => ({
  id: row.id,
  name: row.name,
  members: row._count.members,
  created_at: row.createdAt.toISOString(),
});

export async function readTeam(tx: OrgTx, orgId: string, id: string): Promise<Team> {
  const row = await tx.team.findUnique({ where: { orgId_id: { orgId, id } }, include: WITH_SIZE });
  if (!row) throw noSuchTeam();
  return teamView(row);
}

export const noSuchTeam = () =>
  new ParleyError('not_found', 'no_such_team', 'There is no team with this id. GET /v1/teams lists them.');

export const nameTaken = () =>
  new ParleyError('conflict', 'team_name_taken', 'Another team has this name. Choose another one.', { param: 'name' });
