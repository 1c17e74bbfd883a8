import type { Tool, ToolResult } from '../tools/tool.ts';
import type { ToolPort, ToolUse } from '../tools/tool-port.ts';
import type { RecordedCall, RecordedCalls } from './recorded-calls.ts';

/** The replay came to something that it must not do, and the run that was did not do it either. */
export class ReplayStopped extends Error {
  override name = 'ReplayStopped';
}

/**
 * Tools of a replay. What the run that was got, the replay gets; what only reads our own tables is asked anew where it is not
 * known; nothing is ever done, and nobody outside is asked.
 */
export function replayTools(recorded: RecordedCalls, reading: ToolPort): ToolPort {
  const known = ({ tool, args }: ToolUse): RecordedCall | null => recorded(tool.name, args);
  return {
    amountCents: async (use) => known(use)?.amountCents ?? reading.amountCents(use),
    async run(use, perform): Promise<ToolResult> {
      if (use.tool.reach === 'frame') return reading.run(use, perform);
      const call = known(use);
      if (call) return call.result;
      if (!mayAskAnew(use.tool)) throw new ReplayStopped(stoppedAt(use));
      return reading.run(use, perform);
    },
  };
}

const mayAskAnew = ({ effect, reach }: Tool): boolean => effect === 'read' && reach === 'ours';

const stoppedAt = ({ tool, args, step }: ToolUse): string =>
  `At ${step} it asked for ${tool.name} with ${JSON.stringify(args).slice(0, 300)}. The run that was made no such call, and a replay ${
    tool.effect === 'read' ? 'asks nobody outside' : 'does nothing'
  }: it ends here.`;
