import { Annotation, Command, END, START, StateGraph } from '@langchain/langgraph';
import { LIMITS } from './limits.ts';
import type { ModelMessage } from './models/model-port.ts';
import type { Ending } from './outcome.ts';
import { act, beginRun, type Run, think } from './phases.ts';
import { untraced } from './untraced.ts';

const State = Annotation.Root({
  /** What was said in this run, after the history. */
  said: Annotation<ModelMessage[]>(),
  ending: Annotation<Ending | null>(),
});
/** What stays the same through a run travels beside the state, which holds plain values only. */
const Context = Annotation.Root({ run: Annotation<Run>() });
type Runtime = { context?: { run: Run } };

// Compiled once; LangGraph's cost goes by super-step, so there are as few nodes as mean something.
const graph = new StateGraph(State, Context)
  .addNode('think', thinkAndGoOn, { ends: ['act', END] })
  .addNode('act', (state, runtime) => act(state, runOf(runtime)))
  .addEdge(START, 'think')
  .addEdge('act', 'think')
  .compile();

// A node that says where to go costs less than an edge that looks at the state again.
async function thinkAndGoOn(state: typeof State.State, runtime: Runtime) {
  const update = await think(state, runOf(runtime));
  return new Command({ update, goto: update.ending ? END : 'act' });
}

function runOf({ context }: Runtime): Run {
  if (!context) throw new Error('the graph was started without its run');
  return context.run;
}

// Two super-steps for each model call; our own limit ends a run before this one does.
const RECURSION_LIMIT = LIMITS.modelCalls * 2 + 2;

export async function runGraph(given: Parameters<typeof beginRun>[0]): Promise<Ending> {
  const options = { context: { run: beginRun(given) }, recursionLimit: RECURSION_LIMIT };
  const { ending } = await untraced(() => graph.invoke({ said: [], ending: null }, options));
  if (!ending) throw new Error('the graph ended without an ending');
  return ending;
}
