import { advance } from '../advance.ts';
import { calls, clinicFrame, hoursOf, portsWith, says, scriptedModel } from '../fixtures/clinic.ts';
import { guard } from '../guard/guard.ts';
import { readableHistory } from '../guard/inbound-text.ts';
import { openMask } from '../guard/personal-data/mask.ts';
import { openJournal } from '../journal.ts';
import { digestParts, type Json } from '../json.ts';
import type { ModelCall, ModelMessage } from '../models/model-port.ts';
import { act } from '../phases/act.ts';
import { beginRun, type Thought } from '../phases/run.ts';
import { think } from '../phases/think.ts';
import { toolsNamed } from '../tools/catalog.ts';

/** Microseconds of CPU for one turn of two model calls and one tool call, with a model that answers at once. */
export type CostOfATurn = {
  /** The product: graph, journal, prompt. */
  graph: number;
  /** The same phases, journal and prompt in a plain loop. */
  loop: number;
  /** The ports alone, called in a row: nothing is kept and nothing can be resumed. */
  bare: number;
  /** The request digests of the journal, a part of `graph` and of `loop`. */
  hashing: number;
  /** The guardrails: what came in, what the model may read, what it answered; a part of `graph` and of `loop`. */
  guard: number;
};

const signal = new AbortController().signal;
const frame = clinicFrame(
  Array.from({ length: 9 }, (_, index) => ({
    author: index % 2 === 0 ? ('contact' as const) : ('agent' as const),
    text: `Message ${index}: are you open on Saturday, and until when could I come by?`,
    at: '2026-03-13T09:30:00.000Z',
  })),
);

const newModel = () => scriptedModel(calls(hoursOf('saturday')), says('On Saturday we are open from 9:00 to 12:00.'));

const guarded = (model: ReturnType<typeof newModel>) => portsWith(model, { guard });

async function graphTurn(): Promise<void> {
  const outcome = await advance({ frame, ports: guarded(newModel()), signal });
  if (outcome.kind !== 'replied') throw new Error('the turn was not answered');
}

async function loopTurn(): Promise<void> {
  const ports = guarded(newModel());
  const run = beginRun({ frame, ports, journal: openJournal([], ports.now), signal });
  let thought: Thought = await think({ said: [], screened: 0 }, run);
  while (!thought.ending) thought = await think(await act(thought, run), run);
  run.journal.recorded();
}

const [tool] = toolsNamed(['get_opening_hours']);

async function bareTurn(): Promise<void> {
  const { model, tool: port } = guarded(newModel());
  const call = requests[0];
  if (!call || !tool) throw new Error('there is nothing to call');
  await model.call(call, { signal });
  const use = {
    ...{ tool, input, args: input, step: '', frame, signal, amountCents: null },
    steps: () => [],
    request() {},
  };
  await port.run(use, async (ctx) => (await tool.run(ctx, input)) as Json);
  await model.call(call, { signal });
}

const input = { day: 'saturday' };
const requests: ModelCall[] = [];

async function hashingOfATurn(): Promise<void> {
  for (const request of requests) digestParts(request);
  digestParts({ ...hoursOf('saturday') });
}

const said: ModelMessage[] = [
  { role: 'assistant', text: '', toolCalls: [{ id: 'call_1_0', ...hoursOf('saturday') }] },
  { role: 'tool', callId: 'call_1_0', name: 'get_opening_hours', text: '{"days":[{"date":"2026-03-14"}]}' },
];
const ANSWER = 'On Saturday we are open from 9:00 to 12:00. Would you like me to book a visit for you?';

/** Each turn reads a message that nobody has read before, as customers write. */
let turn = 0;
async function guardOfATurn(): Promise<void> {
  const newest = { ...frame.history[0], text: `${frame.history[0]?.text} It is the ${turn++}th time.` };
  const own = { ...frame, history: [...frame.history.slice(0, -1), newest] } as typeof frame;
  const mask = openMask(['card', 'iban', 'national_id'], requests[0]?.system ?? '');
  for (const { text } of readableHistory(own)) mask.hide(text);
  for (const message of said) mask.hideIn(message);
  await guard.inbound(own);
  await guard.reply({ frame: own, said, text: ANSWER, rewritten: false });
}

const ROUNDS = 5;

/** The best of a few rounds: what else runs on the machine can only add to it. */
async function microsOf(turn: () => Promise<void>, turns: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < turns; i++) await turn();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / turns);
  }
  return best;
}

export async function costOfATurn(turns: number): Promise<CostOfATurn> {
  const model = newModel();
  await advance({ frame, ports: portsWith(model), signal });
  requests.splice(0, requests.length, ...model.calls);
  return {
    graph: await microsOf(graphTurn, turns),
    loop: await microsOf(loopTurn, turns),
    bare: await microsOf(bareTurn, turns),
    hashing: await microsOf(hashingOfATurn, turns),
    guard: await microsOf(guardOfATurn, turns),
  };
}
