import type { z } from 'zod';
import type { Frame } from '../frame.ts';

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
export type ToolPort = (tool: Tool, input: unknown, ctx: ToolContext) => Promise<unknown>;
