import type { OrgTx } from '@parley/db/client';
import { agentSpecSchema } from '@parley/shared/agent-spec';
import { specDigest } from '../agents/spec-digest.ts';
import type { Ctx } from '../ctx.ts';
import { insertDemoCalendar } from './demo-calendar.ts';
import { SAMPLE_CLINIC } from './sample-clinic.ts';

export type SeededDemo = { orgId: string; channelId: string; created: boolean };

/** Fixed ids, so that seeding twice, also at the same moment, makes one clinic. */
export const DEMO_IDS = {
  organisation: `org_01k0dem0${'0'.repeat(18)}`,
  agent: `agt_01k0dem0${'0'.repeat(18)}`,
  agentVersion: `agv_01k0dem0${'0'.repeat(18)}`,
  channel: `chan_01k0dem0${'0'.repeat(17)}1`,
  connection: `conn_01k0dem0${'0'.repeat(18)}`,
  number: `chan_01k0dem0${'0'.repeat(17)}2`,
} as const;

/** Makes the sample clinic where it is missing, and allows its chat on the pages given. */
export async function seedDemo(
  ctx: Pick<Ctx, 'db' | 'now'>,
  { chatOrigins }: { chatOrigins: readonly string[] },
): Promise<SeededDemo> {
  const orgId = DEMO_IDS.organisation;
  const created = await ctx.db.inOrg(orgId, async (tx) => {
    const made = await insertClinic(tx, ctx.now());
    await tx.channel.updateMany({ where: { orgId, id: DEMO_IDS.channel }, data: { allowedOrigins: [...chatOrigins] } });
    return made;
  });
  return { orgId, channelId: DEMO_IDS.channel, created };
}

async function insertClinic(tx: OrgTx, createdAt: Date): Promise<boolean> {
  const orgId = DEMO_IDS.organisation;
  const { name, slug, timeZone, profile, agent, channel } = SAMPLE_CLINIC;
  const { count } = await tx.organisation.createMany({
    data: [{ id: orgId, name, slug, timeZone, profile, isDemo: true, plan: 'scale', createdAt }],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await tx.agent.create({
    data: {
      orgId,
      id: DEMO_IDS.agent,
      name: agent.name,
      description: agent.description,
      tags: [...agent.tags],
      status: 'active',
      currentVersionId: DEMO_IDS.agentVersion,
      createdAt,
      updatedAt: createdAt,
      statusChangedAt: createdAt,
    },
  });
  const spec = agentSpecSchema.parse(agent.spec);
  await tx.agentVersion.create({
    data: {
      orgId,
      id: DEMO_IDS.agentVersion,
      agentId: DEMO_IDS.agent,
      number: 1,
      spec,
      digest: specDigest(spec),
      createdAt,
    },
  });
  await tx.channel.create({
    data: {
      orgId,
      id: DEMO_IDS.channel,
      kind: 'web_chat',
      name: channel.name,
      agentId: DEMO_IDS.agent,
      allowedOrigins: [],
      createdAt,
    },
  });
  await insertDemoCalendar(tx, orgId, createdAt);
  return true;
}
