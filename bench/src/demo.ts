import { chooseModel } from '@parley/agent/models/choose-model';
import { type RehearsedDialogue, readDialogues } from '@parley/agent/models/demo/rehearsal/dialogues';
import { type Rehearsed, rehearse } from '@parley/agent/models/demo/rehearsal/rehearse';
import { missesOf, scoreOf } from '@parley/agent/models/demo/rehearsal/report';
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
  const playAll = () => Promise.all(dialogues.map((dialogue) => rehearse(model, dialogue)));
  const rehearsed = await playAll();
  for (const missed of missesOf(rehearsed)) say(`${missed}\n`);
  const score = scoreOf(rehearsed);
  const share = (handled: number, of: number) => (100 * handled) / of;
  return [
    figure(`demo.${name}.dialogues`, score.dialogues, ''),
    figure(`demo.${name}.dialogues_handled`, share(score.dialoguesHandled, score.dialogues), '%'),
    figure(`demo.${name}.lines`, score.lines, ''),
    figure(`demo.${name}.lines_handled`, share(score.linesHandled, score.lines), '%'),
    figure(`demo.${name}.cpu_per_call`, await cpuPerCall(playAll), 'ms', null, atMost(1, 'ms')),
  ];
}

/** With what plays it: the prompt, the chat model's own machinery, the tools of the small world. */
async function cpuPerCall(playAll: () => Promise<Rehearsed[]>): Promise<number> {
  for (let round = 0; round < ROUNDS; round++) await playAll();
  const began = process.cpuUsage();
  let calls = 0;
  for (let round = 0; round < ROUNDS; round++)
    for (const { exchanges } of await playAll()) for (const { modelCalls } of exchanges) calls += modelCalls;
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000 / calls;
}
