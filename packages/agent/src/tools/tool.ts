import type { Ctx, OrgTx } from '@parley/core/ctx';
import { z } from 'zod';
import type { Frame } from '../frame.ts';
import type { Json } from '../json.ts';
import type { ToolSpec } from '../models/model-port.ts';

export type ToolEffect = 'read' | 'write' | 'money' | 'irreversible';

/** How far a tool reaches: nowhere beyond the frame, into our own tables, or to somebody else. */
export type ToolReach = 'frame' | 'ours' | 'outside';

/** For whom a tool acts. It comes from the claim, and never from a model. */
export type Bound = {
  orgId: string;
  contactId: string;
  conversationId: string;
  turnId: string;
  agentId: string;
  runId: string;
};

type Given = {
  frame: Frame;
  signal: AbortSignal;
  bound: Bound;
  /** The same for the same call however often it is tried; null for a tool that only reads. */
  key: string | null;
  /** What the gate has allowed, where the tool says what it is about to move: more than this must not be moved. */
  amountCents: number | null;
};

export type ToolContext<R extends ToolReach = ToolReach> = Given &
  (R extends 'ours'
    ? /** One transaction: of what is read, or of the effect together with its row. */ { core: Ctx; tx: OrgTx }
    : R extends 'outside'
      ? { core: Ctx /** Said before each request that leaves: so many are allowed for one turn. */; request(): void }
      : unknown);

export type Tool<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, R extends ToolReach = ToolReach> = {
  name: string;
  description: string;
  effect: ToolEffect;
  reach: R;
  input: I;
  output: O;
  /** What it is about to do, line by line, for somebody who decides about it. */
  summary(input: z.output<I>): string[];
  /** How much money a call would move, where the arguments alone do not tell. */
  amountCents?(ctx: ToolContext<R>, input: z.output<I>): Promise<number>;
  /** What cannot be done is a `ParleyError`, in words for the model; anything else is a failure and is tried again. */
  run(ctx: ToolContext<R>, input: z.output<I>): z.input<O> | Promise<z.input<O>>;
  /** Asks the other side what became of a call that was cut off. */
  lookup?(ctx: ToolContext<R>, key: string): Promise<{ found: true; output: z.input<O> } | { found: false }>;
  /** The run ends with this call: people take over. */
  handsOff?: true;
  /** It writes to the contact: not to one who has said STOP. */
  sends?: true;
};

export const toolResultSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    output: z.custom<Json>((value) => value !== undefined, 'is missing'),
    /** What a text within does to steer whoever reads it. */
    suspect: z.string().optional(),
  }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
export type ToolResult = z.infer<typeof toolResultSchema>;

/** Keeps the types of its own input and output inside, and shows the common type to those that only pass it on. */
export const defineTool = <I extends z.ZodType, O extends z.ZodType, R extends ToolReach>(tool: Tool<I, O, R>): Tool =>
  tool as unknown as Tool;

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
