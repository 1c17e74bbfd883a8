import type { AgentSpec } from '@parley/shared/agent-spec';
import type { AgentEnvironment, AgentType } from '@parley/shared/agents';
import type { Agent } from '@parley/shared/contract/agents';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { agentActor, refuseAgentUnless } from './authority.ts';
import { mayPlaceAgent } from './may-change-agent.ts';
import { refuseBeyondPlaces } from './places.ts';
import { specDigest } from './spec-digest.ts';
import { agentView, noSuchPlace, readAgentRow } from './view.ts';

export type NewAgent = {
  name: string;
  description: string;
  type: AgentType;
  owner_id: string | null;
  team_id: string | null;
  tags: string[];
  environment: AgentEnvironment;
  provider: string;
  provider_ids: Record<string, string>;
  spec: AgentSpec;
};

/** Makes an agent with its first version. It is active, and answers as soon as a channel leads to it. */
export async function createAgent(ctx: Ctx, as: As, given: NewAgent): Promise<Agent> {
  try {
    return await create(ctx, as, given);
  } catch (error) {
    throw brokenConstraint(error) === 'foreign_key' ? noSuchPlace() : error;
  }
}

const create = (ctx: Ctx, as: As, { spec, ...given }: NewAgent): Promise<Agent> => {
  const { orgId } = as;
  const [id, versionId, now] = [ctx.newId('agent'), ctx.newId('agentVersion'), ctx.now()];
  const digest = specDigest(spec);
  return ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    const actor = await agentActor(tx, as);
    refuseAgentUnless(mayPlaceAgent(actor, given.team_id));
    await tx.agent.create({ data: { orgId, id, ...columnsOf(given), ...beginning(versionId, now) } });
    await tx.agentVersion.create({
      data: { orgId, id: versionId, agentId: id, number: 1, spec, digest, createdAt: now, authorId: as.actor.id },
    });
    await refuseBeyondPlaces(tx, orgId);
    const { name, description, ...open } = given;
    await audit(ctx, tx, as, {
      action: 'agent.created',
      target: { kind: 'agent', id },
      after: { ...open, version: 1, digest },
      detail: { name, description },
    });
    return agentView(actor)(await readAgentRow(tx, orgId, id));
  });
};

const columnsOf = ({ owner_id, team_id, provider_ids, ...rest }: Omit<NewAgent, 'spec'>) => ({
  ...rest,
  ownerId: owner_id,
  teamId: team_id,
  providerIds: provider_ids,
});

const beginning = (currentVersionId: string, now: Date) => ({
  status: 'active',
  currentVersionId,
  createdAt: now,
  updatedAt: now,
  statusChangedAt: now,
});
