import type { turnSettingsSchema } from '@parley/shared/agent-spec';
import type { z } from 'zod';
import { readTranscript } from '../conversations/read-transcript.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { claimLanes, type LaneClaim } from '../turns/claim-lanes.ts';
import type { Inbound } from '../turns/ingest-turn.ts';
import { readTurnFrame } from '../turns/read-turn-frame.ts';
import { type RunRecord, settleAnswered } from '../turns/settle-turn.ts';
import type { TestCore } from './test-core.ts';

export type TurnSettings = z.infer<typeof turnSettingsSchema>;

export const ORG = DEMO_IDS.organisation;

/** A visitor's message in the sample clinic's chat. */
export const from = (visitor: string, externalId: string, text = 'hello'): Inbound => ({
  orgId: ORG,
  channelId: DEMO_IDS.channel,
  point: { kind: 'web_chat', address: visitor },
  externalId,
  text,
  clientId: externalId,
  traceparent: null,
});

/** A worker's hands, for tests that need no worker. */
export function laneKit({ ctx, database }: TestCore) {
  const take = async (limit = 10, holder = 'proc_a') => (await claimLanes(ctx, { limit, holder })).claims;

  const takeOne = async (): Promise<LaneClaim> => {
    const [claim] = await take();
    if (!claim) throw new Error('nothing was due');
    return claim;
  };

  async function runOf(claim: LaneClaim): Promise<RunRecord> {
    const { versionId } = await readTurnFrame(ctx, claim);
    return {
      runId: ctx.newId('run'),
      agentVersionId: versionId,
      graphVersion: 1,
      model: 'test',
      startedAt: new Date(),
      stored: [],
      steps: [],
    };
  }

  const answer = async (claim: LaneClaim, text = 'an answer') => settleAnswered(ctx, claim, await runOf(claim), text);

  const said = async (visitorId: string) => {
    const visitor = { orgId: ORG, channelId: DEMO_IDS.channel, visitorId };
    const transcript = await readTranscript(ctx, visitor, { after: 0n, limit: 100 });
    return (transcript?.said ?? []).map(({ author, text }) => `${author}: ${text}`);
  };

  /** How each turn stands, oldest first: `running`, `silent person_owns`. */
  const turns = async () => {
    const { rows } = await database.owner.query<{ state: string; reason: string | null }>(
      'select state, reason from turn order by id',
    );
    return rows.map(({ state, reason }) => (reason ? `${state} ${reason}` : state));
  };

  const count = async (table: string): Promise<number> => {
    const { rows } = await database.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return rows[0]?.n ?? -1;
  };

  /** From now on the clinic's agent takes messages in this way. */
  async function settings(turns: TurnSettings): Promise<void> {
    const versionId = ctx.newId('agentVersion');
    await database.owner.query(
      `with version as (
         insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at)
         select v.org_id, $2, v.agent_id, (select max(number) + 1 from agent_version), v.spec || jsonb_build_object('turns', $3::jsonb), 'd', now()
         from agent a join agent_version v on v.id = a.current_version_id where a.org_id = $1 limit 1
       )
       update agent set current_version_id = $2 where org_id = $1`,
      [ORG, versionId, JSON.stringify(turns)],
    );
  }

  return { take, takeOne, runOf, answer, said, turns, count, settings };
}
