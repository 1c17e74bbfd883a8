import { isDeepStrictEqual } from 'node:util';
import type { Agent } from '@parley/shared/contract/agents';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { agentActor, assertMayChange, refuseAgentUnless } from './authority.ts';
import type { NewAgent } from './create-agent.ts';
import { mayPlaceAgent } from './may-change-agent.ts';
import { type AgentRow, agentView, lockAgent, noSuchPlace, readAgentRow } from './view.ts';

type About = Omit<NewAgent, 'spec'>;
type Field = keyof About;
export type AgentChange = { id: string } & { [F in Field]?: About[F] | undefined };

/** May name a person: it stands in the part of the record that erasure may empty. */
const PERSONAL: readonly Field[] = ['name', 'description'];
const PLACE: readonly Field[] = ['owner_id', 'team_id'];

/** Changes what is given and differs; what it says and does changes with a version. */
export async function changeAgent(ctx: Ctx, as: As, change: AgentChange): Promise<Agent> {
  try {
    return await apply(ctx, as, change);
  } catch (error) {
    throw brokenConstraint(error) === 'foreign_key' ? noSuchPlace() : error;
  }
}

const apply = (ctx: Ctx, as: As, { id, ...change }: AgentChange): Promise<Agent> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    // A member who leaves at this moment gives up their agents under the same lock.
    await lockOrganisation(tx, as.orgId);
    const row = await lockAgent(tx, as.orgId, id);
    const actor = await agentActor(tx, as);
    assertMayChange(actor, row, 'edit');
    const before = aboutOf(row);
    const fields = (Object.keys(change) as Field[]).filter(
      (field) => change[field] !== undefined && !isDeepStrictEqual(change[field], before[field]),
    );
    if (fields.length === 0) return agentView(actor)(row);
    const after = { ...before, ...only(change, fields) };
    if (fields.some((field) => PLACE.includes(field))) {
      assertMayChange(actor, row, 'assign');
      refuseAgentUnless(mayPlaceAgent(actor, after.team_id));
    }
    await tx.agent.update({
      where: { orgId_id: { orgId: as.orgId, id } },
      data: { ...columnsOf(only(change, fields)), updatedAt: ctx.now() },
    });
    const open = fields.filter((field) => !PERSONAL.includes(field));
    const personal = fields.filter((field) => PERSONAL.includes(field));
    await audit(ctx, tx, as, {
      action: 'agent.changed',
      target: { kind: 'agent', id },
      before: only(before, open),
      after: { ...only(after, open), changed: fields },
      ...(personal.length > 0 && { detail: { before: only(before, personal), after: only(after, personal) } }),
    });
    return agentView(actor)(await readAgentRow(tx, as.orgId, id));
  });

const aboutOf = (row: AgentRow): Record<Field, unknown> & { team_id: string | null } => ({
  name: row.name,
  description: row.description,
  type: row.type,
  owner_id: row.ownerId,
  team_id: row.teamId,
  tags: row.tags,
  environment: row.environment,
  provider: row.provider,
  provider_ids: row.providerIds,
});

const COLUMNS: Partial<Record<Field, string>> = { owner_id: 'ownerId', team_id: 'teamId', provider_ids: 'providerIds' };

const columnsOf = (change: Partial<About>) =>
  Object.fromEntries(Object.entries(change).map(([field, value]) => [COLUMNS[field as Field] ?? field, value]));

const only = <T extends object>(from: T, fields: readonly Field[]): Partial<T> =>
  Object.fromEntries(fields.map((field) => [field, from[field as unknown as keyof T]])) as Partial<T>;
