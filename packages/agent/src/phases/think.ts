import { abortable } from '../abortable.ts';
import { openDraft } from '../drafts/open-draft.ts';
import { turnFacts } from '../guard/turn-facts.ts';
import { inOrder, refusalOf } from '../json.ts';
import { LIMITS } from '../limits.ts';
import { type ModelAnswer, type ModelCall, type ModelMessage, modelAnswerSchema } from '../models/model-port.ts';
import { toolSpec } from '../tools/tool.ts';
import { handedOff } from './hand-off.ts';
import { countOf, type Run, type Said, type Thought } from './run.ts';
import { screenInbound, screenReply } from './screen.ts';

/** One model call: its answer is screened and ends the run, or it asks for tools. The first looks at what came in before. */
export async function think({ said, screened }: Said, run: Run): Promise<Thought> {
  const count = countOf('assistant', said) + 1;
  const refused = count === 1 ? await screenInbound(run) : null;
  if (refused) return { said, screened, ending: refused };
  const limit = limitReached(count, run);
  if (limit) return { said, screened, ending: handedOff(limit) };

  const { answer, draft } = await ask(run, count, said);
  const toolCalls = answer.toolCalls
    .slice(0, LIMITS.toolCalls)
    .map(({ name, args }, index) => ({ name, args: inOrder(run.mask.reveal(args)), id: `call_${count}_${index}` }));
  const next = { said: [...said, { role: 'assistant' as const, text: answer.text, toolCalls }], screened };
  if (toolCalls.length > 0) {
    // What was said on the way to a tool is not the answer.
    draft?.withdraw();
    return { ...next, ending: null };
  }
  const thought = await screenReply({ text: run.mask.speak(answer.text.trim()), model: answer.model }, next, run);
  if (thought.ending?.kind !== 'replied') draft?.withdraw();
  return thought;
}

/** Beyond these no model is asked any more, not even for a last word. */
function limitReached(count: number, { journal, limits }: Run): string | null {
  if (count > limits.modelCalls) return 'model_call_limit';
  return journal.tokens() >= limits.tokens ? 'token_limit' : null;
}

async function ask(run: Run, count: number, said: ModelMessage[]) {
  const { frame, journal, mask, ports, signal } = run;
  const call = callOf(run, count, said);
  const draft = ports.onDraft && openDraft(turnFacts(frame, said), ports.onDraft, mask.speak);
  const options = { signal, onText: draft?.write, request: run.request };
  const answer = await journal.step(
    {
      key: `think#${count}`,
      kind: 'model',
      request: call,
      response: modelAnswerSchema,
      usageOf: (answer) => answer.usage,
    },
    async () => {
      run.request();
      return withoutPoison(await abortable(signal, () => ports.model.call(call, options)));
    },
  );
  return { answer, draft };
}

/** The last call that is allowed has to answer: it is given no tools to ask for. */
const callOf = (
  { frame, history, limits, mask, system, tools }: Run,
  count: number,
  said: ModelMessage[],
): ModelCall => ({
  system,
  messages: [...history, ...said.map((message) => mask.hideIn(message))],
  tools: tools.map(toolSpec),
  params: {
    model: frame.agent.model,
    ...(frame.agent.routing && { routing: frame.agent.routing }),
    toolChoice: count < limits.modelCalls && countOf('tool', said) < limits.toolCalls ? 'auto' : 'none',
  },
});

/** Arguments that may not enter the run become a text that says why; the tool call then fails readably. */
function withoutPoison(answer: ModelAnswer): ModelAnswer {
  const toolCalls = answer.toolCalls.map((request) => {
    const refusal = refusalOf(request.args);
    return refusal ? { ...request, args: `the JSON ${refusal}` } : request;
  });
  return { ...answer, toolCalls };
}
