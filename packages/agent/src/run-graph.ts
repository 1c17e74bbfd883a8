import { Annotation, Command, END, START, StateGraph } from '@langchain/langgraph';
import { LIMITS } from './limits.ts';
import type { ModelMessage } from './models/model-port.ts';
import type { Ending } from './outcome.ts';
import { act } from './phases/act.ts';
import { beginRun, type GivenRun, type Run, type Thought } from './phases/run.ts';
import { think } from './phases/think.ts';
import { untraced } from './untraced.ts';

const State = Annotation.Root({
  /** What was said in this run, after the history. */
  said: Annotation<ModelMessage[]>(),
  /** How often a reply was screened. */
  screened: Annotation<number>(),
  ending: Annotation<Ending | null>(),
});
/** What stays the same through a run travels beside the state, which holds plain values only. */
const Context = Annotation.Root({ run: Annotation<Run>() });
type Runtime = { context?: { run: Run } };

// Compiled once; LangGraph's cost goes by super-step (a quarter of a millisecond, more than all that is done in one), so
// there are as few of them as mean something: the screenings are done where the model is asked, the gate where tools are
// run, and what they brought is thought about in the same step. What was done is kept by the journal, call by call.
const graph = new StateGraph(State, Context)
  .addNode('think', thinkAndGoOn, { ends: ['think', 'act', END] })
  .addNode('act', actAndGoOn, { ends: ['think', 'act', END] })
  .addEdge(START, 'think')
  .compile();

// A node that says where to go costs less than an edge that looks at the state again.
async function thinkAndGoOn(state: typeof State.State, runtime: Runtime) {
  const update = await think(state, runOf(runtime));
  return new Command({ update, goto: update.ending ? END : afterThought(update) });
}

/** A reply that has to be written again is thought about again. */
export const afterThought = ({ said }: Thought): 'act' | 'think' =>
  said.at(-1)?.role === 'assistant' ? 'act' : 'think';

async function actAndGoOn(state: typeof State.State, runtime: Runtime) {
  const acted = await act(state, runOf(runtime));
  if (acted.ending) return new Command({ update: acted, goto: END });
  return thinkAndGoOn({ ...state, ...acted }, runtime);
}

function runOf({ context }: Runtime): Run {
  if (!context) throw new Error('the graph was started without its run');
  return context.run;
}

// Two super-steps for each model call; our own limit ends a run before this one does.
const RECURSION_LIMIT = LIMITS.modelCalls * 2 + 4;

export async function runGraph(given: GivenRun): Promise<Ending> {
  const options = { context: { run: beginRun(given) }, recursionLimit: RECURSION_LIMIT };
  const { ending } = await untraced(() => graph.invoke({ said: [], screened: 0, ending: null }, options));
  if (!ending) throw new Error('the graph ended without an ending');
  return ending;
}
