import { abortable } from './abortable.ts';
import { groundsOf } from './drafts/grounds.ts';
import { openDraft } from './drafts/open-draft.ts';
import type { Frame } from './frame.ts';
import type { Journal } from './journal.ts';
import { refusalOf } from './json.ts';
import { LIMITS } from './limits.ts';
import { type ModelAnswer, type ModelCall, type ModelMessage, modelAnswerSchema } from './models/model-port.ts';
import type { Ending } from './outcome.ts';
import type { Ports } from './ports.ts';
import { conversation, systemPrompt } from './prompt.ts';
import { toolsNamed } from './tools/catalog.ts';
import { type Tool, toolSpec } from './tools/tool.ts';
import { type ToolResult, useTool } from './tools/use-tool.ts';

type GivenRun = { frame: Frame; ports: Ports; journal: Journal; signal: AbortSignal };

type Limits = { modelCalls: number; toolCalls: number };

export type Run = GivenRun & {
  limits: Limits;
  tools: readonly Tool[];
  system: string;
  history: readonly ModelMessage[];
};

export const beginRun = (given: GivenRun): Run => ({
  ...given,
  limits: limitsOf(given.frame.agent.limits ?? LIMITS),
  tools: toolsNamed(given.frame.agent.tools),
  system: systemPrompt(given.frame),
  history: conversation(given.frame.history),
});

/** An agent's own limits lie within everyone's, whatever its version says. */
const limitsOf = ({ modelCalls, toolCalls }: Limits): Limits => ({
  modelCalls: Math.min(modelCalls, LIMITS.modelCalls),
  toolCalls: Math.min(toolCalls, LIMITS.toolCalls),
});

type Said = { said: ModelMessage[] };

/** One model call: it ends the run, or asks for tools. */
export async function think({ said }: Said, run: Run): Promise<Said & { ending: Ending | null }> {
  const count = countOf('assistant', said) + 1;
  const answer = await ask(run, `think#${count}`, said);
  const toolCalls = answer.toolCalls
    .slice(0, LIMITS.toolCalls)
    .map((request, index) => ({ ...request, id: `call_${count}_${index}` }));
  const next: ModelMessage[] = [...said, { role: 'assistant', text: answer.text, toolCalls }];
  if (toolCalls.length === 0) {
    return { said: next, ending: { kind: 'replied', text: answer.text.trim(), model: answer.model } };
  }
  return { said: next, ending: count < run.limits.modelCalls ? null : outOfModelCalls(run) };
}

const outOfModelCalls = ({ limits }: Run): Ending => ({
  kind: 'failed',
  retryable: false,
  reason: { code: 'model_call_limit', message: `No answer within ${limits.modelCalls} model calls.` },
});

async function ask(
  { frame, history, journal, limits, ports, signal, system, tools }: Run,
  key: string,
  said: ModelMessage[],
) {
  const call: ModelCall = {
    system,
    messages: [...history, ...said],
    tools: tools.map(toolSpec),
    params: {
      model: frame.agent.model,
      ...(frame.agent.routing && { routing: frame.agent.routing }),
      toolChoice: countOf('tool', said) < limits.toolCalls ? 'auto' : 'none',
    },
  };
  const draft = ports.onDraft && openDraft(groundsOf(frame, said), ports.onDraft);
  const answer = await journal.step(
    { key, kind: 'model', request: call, response: modelAnswerSchema, usageOf: (answer) => answer.usage },
    async () => withoutPoison(await abortable(signal, () => ports.model.call(call, { signal, onText: draft?.write }))),
  );
  // What was said on the way to a tool is not the answer.
  if (answer.toolCalls.length > 0) draft?.withdraw();
  return answer;
}

/** Arguments that may not enter the run become a text that says why; the tool call then fails readably. */
function withoutPoison(answer: ModelAnswer): ModelAnswer {
  const toolCalls = answer.toolCalls.map((request) => {
    const refusal = refusalOf(request.args);
    return refusal ? { ...request, args: `the JSON ${refusal}` } : request;
  });
  return { ...answer, toolCalls };
}

/** Carries out what the model asked for last, all calls at once. */
export async function act({ said }: Said, run: Run): Promise<Said> {
  const last = said.at(-1);
  if (last?.role !== 'assistant') throw new Error('there is no tool call to act on');
  const place = `tool:think#${countOf('assistant', said)}`;
  const { frame, journal, limits, ports, signal, tools } = run;
  const left = limits.toolCalls - countOf('tool', said);
  const bench = { journal, tools, port: ports.tool, ctx: { frame, signal } };
  const results = await Promise.allSettled(
    last.toolCalls.map(async (call, index): Promise<ModelMessage> => {
      const result =
        index < left ? await abortable(signal, () => useTool(bench, `${place}.${index}`, call)) : noMoreTools(limits);
      return { role: 'tool', callId: call.id, name: call.name, text: textOf(result) };
    }),
  );
  // Every call is over before one failure ends the run: what was done is in the journal.
  const messages = results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return { said: [...said, ...messages] };
}

const noMoreTools = (limits: Limits): ToolResult => ({
  ok: false,
  error: `Not done: at most ${limits.toolCalls} tool calls are allowed for one message. Answer with what you know.`,
});

const textOf = (result: ToolResult): string => (result.ok ? JSON.stringify(result.output) : `Error: ${result.error}`);

const countOf = (role: ModelMessage['role'], said: ModelMessage[]): number =>
  said.filter((message) => message.role === role).length;
