import type { OrgTx } from '@parley/db/client';
import { AGENT_ACTS, agentEnvironmentSchema, agentStatusSchema, agentTypeSchema } from '@parley/shared/agents';
import type { Agent } from '@parley/shared/contract/agents';
import { ParleyError } from '@parley/shared/errors';
import { WITH_USER } from '../members/view.ts';
import { type AgentActor, mayChangeAgent } from './may-change-agent.ts';

export const WITH_ITS_OWN = {
  owner: { include: WITH_USER },
  team: { select: { id: true, name: true } },
  currentVersion: { select: { number: true } },
} as const;

export type AgentRow = {
  id: string;
  name: string;
  description: string;
  type: string;
  status: string;
  statusReason: string | null;
  statusChangedAt: Date;
  ownerId: string | null;
  teamId: string | null;
  tags: string[];
  environment: string;
  provider: string;
  providerIds: unknown;
  currentVersionId: string;
  createdAt: Date;
  updatedAt: Date;
  owner: { userId: string; user: { name: string } } | null;
  team: { id: string; name: string } | null;
  currentVersion: { number: number };
};

export const agentView =
  (actor: AgentActor) =>
  (row: AgentRow): Agent => ({
    id: row.id,
    name: row.name,
    description: row.description,
    type: agentTypeSchema.parse(row.type),
    owner: row.owner && { id: row.owner.userId, name: row.owner.user.name },
    team: row.team,
    tags: row.tags,
    environment: agentEnvironmentSchema.parse(row.environment),
    provider: row.provider,
    provider_ids: row.providerIds as Record<string, string>,
    status: agentStatusSchema.parse(row.status),
    status_reason: row.statusReason,
    status_changed_at: row.statusChangedAt.toISOString(),
    version: row.currentVersion.number,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    you_may: AGENT_ACTS.filter((act) => mayChangeAgent(actor, row, act) === 'yes'),
  });

export async function readAgentRow(tx: OrgTx, orgId: string, id: string): Promise<AgentRow> {
  const row = await tx.agent.findUnique({ where: { orgId_id: { orgId, id } }, include: WITH_ITS_OWN });
  if (!row) throw noSuchAgent();
  return row;
}

/** For a change: two at once happen one after the other, and each sees what the other made. */
export async function lockAgent(tx: OrgTx, orgId: string, id: string): Promise<AgentRow> {
  await tx.$queryRaw`select 1 from agent where org_id = ${orgId} and id = ${id} for no key update`;
  return readAgentRow(tx, orgId, id);
}

export const noSuchAgent = () =>
  new ParleyError('not_found', 'no_such_agent', 'There is no agent with this id. GET /v1/agents lists them.');

/** The foreign keys answer: nobody of that id in the organisation, or no such team. */
export const noSuchPlace = () =>
  new ParleyError(
    'not_found',
    'no_such_owner_or_team',
    'Nobody with this id is a member of the organisation, or there is no team with this id.',
  );
