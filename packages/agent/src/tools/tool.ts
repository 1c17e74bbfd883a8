import { z } from 'zod';
import type { Frame } from '../frame.ts';
import type { ToolSpec } from '../models/model-port.ts';

export type ToolEffect = 'read' | 'write' | 'money' | 'irreversible';

/** Contact and conversation are bound by the frame, never arguments of a model. */
export type ToolContext = { frame: Frame; signal: AbortSignal };

export type Tool<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  name: string;
  description: string;
  effect: ToolEffect;
  input: I;
  output: O;
  run(ctx: ToolContext, input: z.output<I>): z.input<O> | Promise<z.input<O>>;
};

/** Runs a tool whose arguments are already parsed. */
export type ToolPort = (tool: Tool, ctx: ToolContext, input: unknown) => Promise<unknown>;

/** The port of a live run: the tool itself. */
export const runTool: ToolPort = async (tool, ctx, input) => tool.run(ctx, input);

/** Keeps the types of its own input and output inside, and shows the common type to those that only pass it on. */
export const defineTool = <I extends z.ZodType, O extends z.ZodType>(tool: Tool<I, O>): Tool => tool as unknown as Tool;

const specs = new WeakMap<Tool, ToolSpec>();

/** Made once per tool: a JSON Schema costs more than the rest of a turn. */
export function toolSpec(tool: Tool): ToolSpec {
  const known = specs.get(tool);
  if (known) return known;
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.input, { io: 'input' });
  const spec = { name: tool.name, description: tool.description, parameters };
  specs.set(tool, spec);
  return spec;
}
