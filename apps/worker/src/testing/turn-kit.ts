import type { ModelAnswer, ModelCall, ModelPort } from '@parley/agent/models/model-port';
import type { Ports } from '@parley/agent/ports';
import type { Ctx } from '@parley/core/ctx';
import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { laneKit } from '@parley/core/testing/lane-kit';
import type { TestCore } from '@parley/core/testing/test-core';
import { silentLogger } from '@parley/telemetry/logger';
import type { WorkerContext } from '../context.ts';
import { onlyModel } from '../money/run-models.ts';
import { runTurn } from '../turns/run-turn.ts';

export const usage = { inputTokens: 100, cachedInputTokens: 40, outputTokens: 10 };
export const says = (text: string): ModelAnswer => ({ text, toolCalls: [], usage, model: 'scripted' });
export const calls = (...toolCalls: ModelAnswer['toolCalls']): ModelAnswer => ({ ...says(''), toolCalls });

/** A model that answers by what it is asked, and never by how often. */
export type Script = (call: ModelCall) => ModelAnswer | Promise<ModelAnswer>;

const WHEN = new Date('2026-03-13T09:30:00.000Z');

/** A worker's runs of turns, on a real database and without a process: what it forgets is what a crash would lose. */
export function turnKit(core: TestCore) {
  const kit = laneKit(core);

  /** A worker with its own model, and perhaps its own way of breaking. */
  function worker(script: Script, bend: (ctx: Ctx) => Ctx = (ctx) => ctx) {
    const asked: ModelCall[] = [];
    const model: ModelPort = {
      label: 'scripted',
      demo: false,
      async call(call) {
        asked.push(structuredClone(call));
        return script(call);
      },
    };
    const ctx = {
      core: bend({ ...core.ctx, now: () => WHEN }),
      models: onlyModel(model),
      wrapPorts: (ports: Ports) => ports,
      config: { captureContent: false },
      log: silentLogger,
      events: { turnSettled() {} },
      lastHour: { count() {} },
    } as unknown as WorkerContext;
    return {
      asked,
      /** Takes what is due and runs it. */
      async work(): Promise<void> {
        await runTurn(ctx, await kit.takeOne(), new AbortController().signal);
      },
    };
  }

  /** From now on the clinic's agent has these tools, and these of its settings. */
  async function give(spec: Record<string, unknown>): Promise<void> {
    const versionId = core.ctx.newId('agentVersion');
    await core.database.owner.query(
      `with version as (
         insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at)
         select v.org_id, $2, v.agent_id, (select max(number) + 1 from agent_version), v.spec || $3::jsonb, 'd', now()
         from agent a join agent_version v on v.id = a.current_version_id where a.org_id = $1 limit 1
       )
       update agent set current_version_id = $2 where org_id = $1`,
      [DEMO_IDS.organisation, versionId, JSON.stringify(spec)],
    );
  }

  return { ...kit, worker, give };
}
