import type { Frame } from '../frame.ts';
import type { Step } from '../journal.ts';
import type { Json } from '../json.ts';
import type { Bound, Tool, ToolContext, ToolResult } from './tool.ts';

/** One call of a tool whose arguments are parsed and which the gate has allowed. */
export type ToolUse = {
  tool: Tool;
  input: unknown;
  /** As the model wrote them: what an effect's key is made from. */
  args: Json;
  /** Its place in the run. */
  step: string;
  frame: Frame;
  signal: AbortSignal;
  amountCents: number | null;
  /** What the run has done so far. It must be durable before an effect begins. */
  steps(): Step[];
  request(): void;
};

/** Gives a tool what it needs and holds what it does to once. */
export type ToolPort = {
  amountCents(use: ToolUse): Promise<number | null>;
  /** `perform` runs the tool and checks what it returns. */
  run(use: ToolUse, perform: (ctx: ToolContext) => Promise<Json>): Promise<ToolResult>;
};

const NOBODY: Bound = { orgId: '', contactId: '', conversationId: '', turnId: '', agentId: '', runId: '' };

/** For tools that answer from the frame: there is nothing to hold. */
export const frameOnly: ToolPort = {
  amountCents: async () => null,
  async run({ tool, frame, signal }, perform) {
    if (tool.reach !== 'frame') throw new Error(`${tool.name} reaches beyond the frame, and here is nobody to let it`);
    return { ok: true, output: await perform({ frame, signal, bound: NOBODY, key: null, amountCents: null }) };
  },
};
