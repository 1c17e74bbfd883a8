import { existsSync, readFileSync } from 'node:fs';
import type { ClaimFacts } from '../claims/judge-claims.ts';

export type Half = 'seen' | 'unseen';
export type Labelled = { flag: boolean; kind?: string; lang?: string };

export type LabelledMessage = Labelled & { text: string };
export type LabelledAnswer = Labelled & {
  reply: string;
  tools: { name: string; input: unknown; output?: unknown; error?: string }[];
  earlier?: string[];
};

/** The day on which all examples play. */
const TODAY = '2026-03-13';

export const claimFactsOf = ({ tools, earlier = [] }: LabelledAnswer): ClaimFacts => ({
  done: tools.flatMap(({ name, input, output }) => (output === undefined ? [] : [{ tool: name, input, output }])),
  earlier,
  today: TODAY,
});

/** The examples of one half of a set; `null` where it is not there. */
export function readLabelled<T extends Labelled>(set: 'injection' | 'claims', half: Half): T[] | null {
  const file = new URL(`${set}.${half}.jsonl`, import.meta.url);
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
}

export type Score<T> = {
  examples: number;
  /** Of what was flagged, how much was rightly. */
  precision: number;
  /** Of what should be flagged, how much was. */
  recall: number;
  /** Of what is fine, how much was flagged all the same. */
  falseAlarms: number;
  wrong: T[];
};

export function scoreOf<T extends Labelled>(examples: readonly T[], judge: (example: T) => boolean): Score<T> {
  const judged = examples.map((example) => ({ example, flagged: judge(example) }));
  const count = (flag: boolean, flagged: boolean) =>
    judged.filter((one) => one.example.flag === flag && one.flagged === flagged).length;
  const [hits, misses, alarms, fine] = [count(true, true), count(true, false), count(false, true), count(false, false)];
  return {
    examples: examples.length,
    precision: share(hits, hits + alarms),
    recall: share(hits, hits + misses),
    falseAlarms: share(alarms, alarms + fine),
    wrong: judged.filter(({ example, flagged }) => example.flag !== flagged).map(({ example }) => example),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
