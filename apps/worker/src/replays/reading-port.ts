import type { Bound, ToolContext } from '@parley/agent/tools/tool';
import type { ToolPort, ToolUse } from '@parley/agent/tools/tool-port';
import { refused } from '@parley/agent/tools/use-tool';
import type { Ctx } from '@parley/core/ctx';
import { ParleyError } from '@parley/shared/errors';

/** For tools that read: in a transaction of our own tables, for one contact; what a tool would do is refused. */
export function openReadingPort(core: Ctx, bound: Bound): ToolPort {
  const reading = <T>(use: ToolUse, work: (ctx: ToolContext) => Promise<T>): Promise<T> => {
    const { frame, signal, amountCents } = use;
    const given = { frame, signal, amountCents, bound, key: null };
    return use.tool.reach === 'ours'
      ? core.db.inOrg(bound.orgId, (tx) => work({ ...given, core, tx } as ToolContext))
      : work(given as ToolContext);
  };
  return {
    amountCents: (use) =>
      reading(use, async (ctx) => (await use.tool.amountCents?.(ctx, use.input)) ?? null).catch(nullIfRefused),
    async run(use, perform) {
      const { effect, name, reach } = use.tool;
      if (reach === 'outside' || (effect !== 'read' && reach !== 'frame')) {
        throw new Error(`${name} does something, and here nothing is done`);
      }
      try {
        return { ok: true, output: await reading(use, perform) };
      } catch (error) {
        if (error instanceof ParleyError) return refused(error);
        throw error;
      }
    },
  };
}

function nullIfRefused(error: unknown): null {
  if (error instanceof ParleyError) return null;
  throw error;
}
