import { chooseModel } from '@parley/agent/models/choose-model';
import { type RehearsedDialogue, readDialogues } from '@parley/agent/models/demo/rehearsal/dialogues';
import { rehearse } from '@parley/agent/models/demo/rehearsal/rehearse';
import { missesOf, scoreOf } from '@parley/agent/models/demo/rehearsal/report';
import type { ModelCall, ModelPort } from '@parley/agent/models/model-port';
import type { Bench } from './bench.ts';
import { atMost, type Figure, figure } from './figure.ts';

const FOLDER = new URL('../../packages/agent/src/models/demo/', import.meta.url);

/** How much of what customers write the demo model handles, in dialogues that its author knew and in others. */
export const demo: Bench = {
  about: 'the demo model in dialogues that the author of its rules has seen, and in others; lists what it misses',
  async run({ say }) {
    const figures: Figure[] = [];
    for (const name of ['seen', 'unseen']) {
      const dialogues = readDialogues(new URL(`${name}/`, FOLDER));
      if (dialogues.length > 0) figures.push(...(await play(name, dialogues, say)));
    }
    return figures;
  },
};

const ROUNDS = 10;

async function play(name: string, dialogues: RehearsedDialogue[], say: (line: string) => void): Promise<Figure[]> {
  const model = chooseModel({});
  const calls: ModelCall[] = [];
  const recording: ModelPort = {
    ...model,
    call(call, options) {
      calls.push(call);
      return model.call(call, options);
    },
  };
  const rehearsed = await Promise.all(dialogues.map((dialogue) => rehearse(recording, dialogue)));
  for (const missed of missesOf(rehearsed)) say(`${missed}\n`);
  const score = scoreOf(rehearsed);
  const share = (handled: number, of: number) => (100 * handled) / of;
  return [
    figure(`demo.${name}.dialogues`, score.dialogues, ''),
    figure(`demo.${name}.dialogues_handled`, share(score.dialoguesHandled, score.dialogues), '%'),
    figure(`demo.${name}.lines`, score.lines, ''),
    figure(`demo.${name}.lines_handled`, share(score.linesHandled, score.lines), '%'),
    figure(`demo.${name}.cpu_per_answer`, await cpuPerAnswer(model, calls), 'ms', null, atMost(1, 'ms')),
  ];
}

/** Of the model with LangChain's machinery around it, once it is warm. */
async function cpuPerAnswer(model: ModelPort, calls: ModelCall[]): Promise<number> {
  const askAll = async () => {
    for (const call of calls) await model.call(call, { signal: new AbortController().signal });
  };
  for (let round = 0; round < ROUNDS; round++) await askAll();
  const began = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) await askAll();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000 / (ROUNDS * calls.length);
}
