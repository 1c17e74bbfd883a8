import { z } from 'zod';
import type { Journal } from '../journal.ts';
import { type Json, refusalOf } from '../json.ts';
import type { ToolCall } from '../models/model-port.ts';
import type { Tool, ToolContext, ToolPort } from './tool.ts';

const toolResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.custom<Json>((value) => value !== undefined, 'is missing') }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
export type ToolResult = z.infer<typeof toolResultSchema>;

/** The tool itself failed, for no fault of the model: another attempt may help. */
export class ToolFailed extends Error {
  override name = 'ToolFailed';
}

type Workbench = { journal: Journal; tools: readonly Tool[]; port: ToolPort; ctx: ToolContext };

/** A call that cannot be carried out becomes a result that the model can read, never an error of the run. */
export function useTool(bench: Workbench, key: string, call: ToolCall): Promise<ToolResult> {
  const { name, args } = call;
  return bench.journal.step({ key, kind: 'tool', request: { name, args }, response: toolResultSchema }, () => {
    const tool = bench.tools.find((one) => one.name === name);
    if (!tool) return { ok: false, error: `There is no tool "${name}".` };
    const input = readArguments(tool, args);
    return input.ok ? run(bench, tool, input.value) : input;
  });
}

function readArguments(tool: Tool, args: Json): { ok: true; value: unknown } | { ok: false; error: string } {
  if (typeof args === 'string') return { ok: false, error: `The arguments could not be read: ${args.slice(0, 200)}` };
  const parsed = tool.input.safeParse(args);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, error: `The arguments are not right. ${z.prettifyError(parsed.error)}` };
}

async function run({ port, ctx }: Workbench, tool: Tool, input: unknown): Promise<ToolResult> {
  try {
    const output = tool.output.parse(await port(tool, ctx, input)) as Json;
    const refusal = refusalOf(output);
    if (refusal) throw new Error(`its result ${refusal}`);
    return { ok: true, output };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ToolFailed(`${tool.name}: ${why}`, { cause });
  }
}
