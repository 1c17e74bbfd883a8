import type { Frame } from '../frame.ts';
import type { Journal, Step } from '../journal.ts';
import { digestParts } from '../json.ts';
import type { ModelMessage } from '../models/model-port.ts';
import { act } from '../phases/act.ts';
import { beginRun, type Thought } from '../phases/run.ts';
import { think } from '../phases/think.ts';
import type { Ports } from '../ports.ts';

/** What was asked at a place of a run, and in which parts that would be asked otherwise today. */
export type ToldStep = { request: Record<string, unknown>; changed: string[] };

export type Told = {
  steps: ReadonlyMap<string, ToldStep>;
  /** What model and tools had said when the journal ends, after the history. */
  said: ModelMessage[];
};

/** The journal says nothing of this place: the run had not come there, or it was emptied. */
class EndOfJournal extends Error {
  override name = 'EndOfJournal';
}

/**
 * Goes through a run's graph with its journal answering for everything, to tell what was asked at each place: prompts are
 * not stored, they follow from the frame and the steps before them. Nothing is done, and nobody is called.
 */
export async function retell(frame: Frame, steps: readonly Step[]): Promise<Told> {
  const told = new Map<string, ToldStep>();
  const run = beginRun({ frame, ports: NOBODY, journal: tellingJournal(steps, told), signal: NEVER });
  let state: Thought = { said: [], screened: 0, ending: null };
  try {
    while (!state.ending)
      state = state.said.at(-1)?.role === 'assistant' ? await act(state, run) : await think(state, run);
  } catch (error) {
    // A journal of another graph may lead where today's does not; what was told until there holds.
    if (!(error instanceof Error)) throw error;
  }
  return { steps: told, said: state.said };
}

function tellingJournal(steps: readonly Step[], told: Map<string, ToldStep>): Journal {
  const remembered = new Map(steps.map((step) => [step.key, step]));
  return {
    async step({ key, request, response }) {
      const step = remembered.get(key);
      if (!step) throw new EndOfJournal(`nothing is known of ${key}`);
      told.set(key, { request, changed: changedParts(step.requestHash, request) });
      return response.parse(step.response);
    },
    recorded: () => ({
      steps: [...steps],
      usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 },
      divergence: null,
    }),
    // What a run had used by then has ended it by then; it must not end its telling.
    tokens: () => 0,
  };
}

function changedParts(before: Step['requestHash'], request: Record<string, unknown>): string[] {
  const after = digestParts(request);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((part) => before[part] !== after[part]);
}

const nobody = () => {
  throw new Error('a run that is told anew reaches nobody');
};
const NOBODY: Ports = {
  now: nobody,
  model: { label: '', demo: false, call: nobody },
  guard: { inbound: nobody, reply: nobody },
  decide: nobody,
  tool: { amountCents: nobody, run: nobody },
};
const NEVER = new AbortController().signal;
