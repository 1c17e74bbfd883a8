import { ParleyError } from '@parley/shared/errors';
import { injectionInResult } from '../guard/tool-results.ts';
import type { Journal } from '../journal.ts';
import { type Json, refusalOf } from '../json.ts';
import type { ToolCall } from '../models/model-port.ts';
import { type Tool, type ToolContext, type ToolResult, toolResultSchema } from './tool.ts';
import type { ToolPort, ToolUse } from './tool-port.ts';

/** The tool itself failed, for no fault of the model: another attempt may help. */
export class ToolFailed extends Error {
  override name = 'ToolFailed';
}

/** Carries out a call that the gate has allowed. What cannot be done becomes a result that the model can read. */
export function useTool(journal: Journal, port: ToolPort, { name, args }: ToolCall, use: ToolUse): Promise<ToolResult> {
  const place = { key: use.step, kind: 'tool', request: { name, args }, response: toolResultSchema } as const;
  return journal.step(place, async () => screened(await run(port, use)));
}

/** What a tool returns may have been written by anybody. */
function screened(result: ToolResult): ToolResult {
  if (!result.ok) return result;
  const suspect = injectionInResult(result.output);
  return suspect === null ? result : { ...result, suspect };
}

async function run(port: ToolPort, use: ToolUse): Promise<ToolResult> {
  const { tool, input } = use;
  try {
    return await port.run(use, async (ctx: ToolContext) => checked(tool, await tool.run(ctx, input)));
  } catch (cause) {
    if (cause instanceof ParleyError) return refused(cause);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ToolFailed(`${tool.name}: ${why}`, { cause });
  }
}

/** What a tool has refused, in the words that its verb has for it. */
export const refused = ({ code, message }: ParleyError): ToolResult => ({ ok: false, error: `${code}: ${message}` });

/** What a tool promises and nothing else: objects from elsewhere do not enter a run as they are. */
export function checked(tool: Tool, raw: unknown): Json {
  const output = tool.output.parse(raw) as Json;
  const refusal = refusalOf(output);
  if (refusal) throw new Error(`its result ${refusal}`);
  return output;
}
