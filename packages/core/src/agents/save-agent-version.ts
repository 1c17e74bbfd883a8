import type { OrgTx } from '@parley/db/client';
import { type AgentSpec, agentSpecSchema } from '@parley/shared/agent-spec';
import type { AgentVersion } from '@parley/shared/contract/agents';
import { ParleyError } from '@parley/shared/errors';
import { changesBetween } from '@parley/shared/spec-changes';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { notify } from '../notifications/notify.ts';
import { agentActor, assertMayChange } from './authority.ts';
import { specDigest } from './spec-digest.ts';
import { authorNames, readVersionRow, type VersionRow, versionView } from './version-view.ts';
import { lockAgent } from './view.ts';

export type SavedVersion = { made: boolean; version: AgentVersion };

type Saving = { id: string; expectedVersion: number; note?: string | undefined };

/** Gives an agent another spec, as a new version that new turns run. The same spec again makes none. */
export const saveAgentVersion = (ctx: Ctx, as: As, saving: Saving & { spec: AgentSpec }): Promise<SavedVersion> =>
  ctx.db.inOrg(as.orgId, (tx) => save(ctx, tx, as, saving));

/** Runs an earlier version's spec again. The versions between stay: it is a new one at the end. */
export const rollBackAgent = (ctx: Ctx, as: As, { to, ...saving }: Saving & { to: number }): Promise<SavedVersion> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    await lockAgent(tx, as.orgId, saving.id);
    const { spec } = await readVersionRow(tx, as.orgId, saving.id, to);
    const note = saving.note ?? `Back to version ${to}`;
    return save(ctx, tx, as, { ...saving, note, spec: agentSpecSchema.parse(spec), restores: to });
  });

async function save(
  ctx: Ctx,
  tx: OrgTx,
  as: As,
  { id, spec, expectedVersion, note, restores }: Saving & { spec: AgentSpec; restores?: number },
): Promise<SavedVersion> {
  const { orgId } = as;
  const agent = await lockAgent(tx, orgId, id);
  assertMayChange(await agentActor(tx, as), agent, 'edit');
  if (agent.status === 'archived') throw archived();
  const current = await readVersionRow(tx, orgId, id, agent.currentVersion.number);
  const before = agentSpecSchema.parse(current.spec);
  const digest = specDigest(spec);
  // Also for whoever saves a second time because the first answer was lost: by then their own version is the current one.
  if (digest === specDigest(before)) return { made: false, version: await viewOf(tx, orgId, current, current.id) };
  if (current.number !== expectedVersion) throw changedMeanwhile(current.number, expectedVersion);
  const row = {
    orgId,
    id: ctx.newId('agentVersion'),
    agentId: id,
    number: current.number + 1,
    digest,
    createdAt: ctx.now(),
    authorId: as.actor.id,
    note: note ?? null,
  };
  await tx.agentVersion.create({ data: { ...row, spec } });
  await tx.agent.update({
    where: { orgId_id: { orgId, id } },
    data: { currentVersionId: row.id, updatedAt: row.createdAt },
  });
  await audit(ctx, tx, as, {
    action: restores === undefined ? 'agent.version_saved' : 'agent.rolled_back',
    target: { kind: 'agent', id },
    before: { version: current.number, digest: current.digest },
    after: {
      version: row.number,
      digest,
      changed: [...new Set(changesBetween(before, spec).map(({ path }) => path.split('.')[0]))],
      ...(restores !== undefined && { restores }),
    },
    ...(note !== undefined && { detail: { note } }),
  });
  await notify(ctx, tx, as, {
    kind: 'agent.changed',
    facts: { agent_id: id, from_version: current.number, to_version: row.number },
  });
  return { made: true, version: await viewOf(tx, orgId, row, row.id) };
}

const viewOf = async (tx: OrgTx, orgId: string, row: VersionRow, currentId: string): Promise<AgentVersion> =>
  versionView(await authorNames(tx, orgId, [row]), currentId)(row);

const changedMeanwhile = (current: number, expected: number) =>
  new ParleyError(
    'conflict',
    'agent_changed_meanwhile',
    `The agent is at version ${current}, and your change began from ${expected}. See what changed since, put your change on top of it, and save with \`expected_version\` ${current}.`,
    { param: 'expected_version' },
  );

const archived = () =>
  new ParleyError('conflict', 'agent_archived', 'The agent is archived. Take it back first, then change it.');
