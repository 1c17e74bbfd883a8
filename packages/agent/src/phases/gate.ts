import { z } from 'zod';
import { type Decision, type DecisionFacts, decidedSchema } from '../gate/decision.ts';
import { taintedPaths } from '../gate/taint.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { ModelMessage, ToolCall } from '../models/model-port.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolUse } from '../tools/tool-port.ts';
import { countOf, type Run } from './run.ts';

export type Gated = { allowed: true; use: ToolUse } | { allowed: false; decision: Decision & { allowed: false } };

/** Decides about one call on facts that are kept with the decision. */
export async function gate(call: ToolCall, place: string, said: readonly ModelMessage[], run: Run): Promise<Gated> {
  const tool = run.tools.find(({ name }) => name === call.name) ?? null;
  const read = tool && readArguments(tool, call.args);
  const use = tool && read?.ok ? useOf(tool, read.value, call, place, run) : null;
  const { facts, decision } = await run.journal.step(
    {
      key: `decide:${place}`,
      kind: 'decision',
      request: { name: call.name, args: call.args },
      response: decidedSchema,
    },
    async () => {
      const amountCents = use?.tool.amountCents ? await run.ports.tool.amountCents(use) : null;
      const unsayable = use?.tool.sends ? await unsayableIn(use.input, said, run) : null;
      const problem = read?.ok === false ? read.error : null;
      const facts = gather(call, tool, said, run, { problem, amountCents, unsayable });
      return { facts, decision: run.ports.decide(facts) };
    },
  );
  if (!decision.allowed) return { allowed: false, decision };
  if (!use) throw new Error(`a call of ${call.name} was allowed that cannot be made`);
  run.money.movedCents += facts.amountCents ?? 0;
  return { allowed: true, use: { ...use, amountCents: facts.amountCents } };
}

const useOf = (tool: Tool, input: unknown, call: ToolCall, place: string, run: Run): ToolUse => ({
  tool,
  input,
  args: call.args,
  step: `tool:${place}`,
  frame: run.frame,
  signal: run.signal,
  amountCents: null,
  steps: () => run.journal.recorded().steps,
  request: run.request,
});

function gather(
  call: ToolCall,
  tool: Tool | null,
  said: readonly ModelMessage[],
  run: Run,
  { problem, amountCents, unsayable }: { problem: string | null; amountCents: number | null; unsayable: string | null },
): DecisionFacts {
  const { limits, money, moneyLimitCents } = run;
  return {
    tool: call.name,
    effect: tool?.effect ?? null,
    argumentsProblem: problem,
    // Results of this turn, and the calls of the same message that stand before it.
    callsBefore: countOf('tool', said) + indexOf(call),
    identicalBefore: identicalBefore(call, tool, said),
    limits: { toolCalls: limits.toolCalls, identicalCalls: limits.identicalCalls },
    amountCents,
    movedCents: money.movedCents,
    moneyLimitCents,
    tainted: !tool || tool.effect === 'read' ? [] : taintedPaths(call.args, run.frame, said),
    unsayable,
  };
}

/** How long it is and how it sounds is for chats: a letter is another thing. */
const OF_CHATS = new Set(['length', 'tone']);

/** What a customer is sent by a tool is read as an answer is: why it must not leave, or `null`. */
async function unsayableIn(
  input: unknown,
  said: readonly ModelMessage[],
  { frame, ports }: Run,
): Promise<string | null> {
  const text = Object.values(input as object)
    .filter((value) => typeof value === 'string')
    .join('\n');
  const { findings } = await ports.guard.reply({ frame, said, text, rewritten: true });
  const found = findings.filter(({ check, facts }) => !OF_CHATS.has(check) && facts?.reaction !== 'pass');
  return found.length === 0 ? null : found.map(({ reason }) => reason).join(' ');
}

const indexOf = ({ id }: ToolCall): number => Number(id.slice(id.lastIndexOf('_') + 1));

/** Calls are the same when a tool reads the same in them, whatever else stands there. */
function identicalBefore(call: ToolCall, tool: Tool | null, said: readonly ModelMessage[]): number {
  const text = asRead(tool, call.args);
  const calls = said.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const before = calls.slice(
    0,
    calls.findIndex(({ id }) => id === call.id),
  );
  return before.filter(({ name, args }) => name === call.name && asRead(tool, args) === text).length;
}

function asRead(tool: Tool | null, args: Json): string {
  const read = tool && readArguments(tool, args);
  return canonicalJson(read?.ok ? read.value : args);
}

function readArguments(tool: Tool, args: Json): { ok: true; value: unknown } | { ok: false; error: string } {
  if (typeof args === 'string') return { ok: false, error: `The arguments could not be read: ${args.slice(0, 200)}` };
  const parsed = tool.input.safeParse(args);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, error: `The arguments are not right. ${z.prettifyError(parsed.error)}` };
}
