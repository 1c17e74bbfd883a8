import type { Step } from '@parley/agent/journal';
import type { Json } from '@parley/agent/json';
import type { Bound, ToolContext, ToolResult } from '@parley/agent/tools/tool';
import type { ToolPort, ToolUse } from '@parley/agent/tools/tool-port';
import { checked, refused } from '@parley/agent/tools/use-tool';
import type { Ctx } from '@parley/core/ctx';
import type { EffectRequest } from '@parley/core/effects/begin-effect';
import { type Performed, performEffect } from '@parley/core/effects/perform-effect';
import { beginOutside, performOutside } from '@parley/core/effects/perform-outside';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import type { RunRecord } from '@parley/core/turns/settle-turn';
import { ParleyError } from '@parley/shared/errors';
import { inTurn } from './in-turn.ts';
import { stepRow } from './step-row.ts';

type Perform = (ctx: ToolContext) => Promise<Json>;

/** Tools of a live run: reads in a transaction, effects once, and each for the contact whose turn it is. */
export function openToolPort(core: Ctx, claim: LaneClaim, record: RunRecord): ToolPort & { settled(): Promise<void> } {
  const bound: Bound = { ...boundOf(claim), runId: record.runId };
  // Each effect takes the steps before it along, and only those that no other has taken.
  const begin = inTurn();

  const given = (use: ToolUse, key: string | null) => ({
    frame: use.frame,
    signal: use.signal,
    bound,
    key,
    amountCents: use.amountCents,
  });

  const reading = <T>(use: ToolUse, work: (ctx: ToolContext) => Promise<T>): Promise<T> =>
    use.tool.reach === 'ours'
      ? core.db.inOrg(claim.orgId, (tx) => work({ ...given(use, null), core, tx } as ToolContext))
      : work({ ...given(use, null), core, request: use.request } as ToolContext);

  async function ours(use: ToolUse, perform: Perform): Promise<Performed> {
    return begin(() => {
      bringUpToDate(record, use.steps());
      return performEffect(core, claim, record, requestOf(use), (tx, key) =>
        perform({ ...given(use, key), core, tx } as ToolContext),
      );
    });
  }

  async function outside(use: ToolUse, perform: Perform): Promise<Performed> {
    const { tool } = use;
    const context = (key: string) => ({ ...given(use, key), core, request: use.request }) as ToolContext;
    const lookup =
      tool.lookup &&
      (async (key: string) => {
        const found = await tool.lookup?.(context(key), key);
        return found?.found ? { found: true as const, output: checked(tool, found.output) } : { found: false as const };
      });
    const begun = await begin(() => {
      bringUpToDate(record, use.steps());
      return beginOutside(core, claim, record, requestOf(use));
    });
    const call = (key: string) => perform(context(key));
    return performOutside(core, claim, requestOf(use), begun, { call, lookup: lookup ?? null });
  }

  return {
    /** Once nothing is being begun any more: until then the record may still grow. */
    settled: () => begin(async () => {}),
    async amountCents(use) {
      const { tool, input } = use;
      return reading(use, async (ctx) => (await tool.amountCents?.(ctx, input)) ?? null).catch((error: unknown) => {
        // What cannot be found has no amount; the tool itself says why.
        if (error instanceof ParleyError) return null;
        throw error;
      });
    },
    async run(use, perform) {
      const { effect, reach } = use.tool;
      if (effect === 'read' || reach === 'frame') return readResult(use, perform);
      return resultOf(reach === 'ours' ? await ours(use, perform) : await outside(use, perform));
    },
  };

  async function readResult(use: ToolUse, perform: Perform): Promise<ToolResult> {
    try {
      return { ok: true, output: await reading(use, perform) };
    } catch (error) {
      if (error instanceof ParleyError) return refused(error);
      throw error;
    }
  }
}

const boundOf = ({ orgId, contactId, conversationId, turnId, agentId }: LaneClaim): Omit<Bound, 'runId'> => ({
  orgId,
  contactId,
  conversationId,
  turnId,
  agentId,
});

const requestOf = ({ tool, step, args }: ToolUse): EffectRequest => ({
  stepKey: step,
  tool: tool.name,
  effectClass: tool.effect === 'read' ? 'write' : tool.effect,
  args,
  sends: tool.sends === true,
});

const resultOf = (performed: Performed): ToolResult =>
  performed.state === 'done' ? { ok: true, output: performed.result as Json } : { ok: false, error: performed.error };

/** The run's record knows what the run has done by now: its steps that are not stored yet. */
export function bringUpToDate(record: RunRecord, steps: readonly Step[]): void {
  const stored = new Set(record.stored.map(({ key }) => key));
  record.steps = steps.filter(({ key }) => !stored.has(key)).map(stepRow);
}
