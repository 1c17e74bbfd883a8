import { judgeClaims } from '@parley/agent/guard/claims/judge-claims';
import { screenInjection } from '@parley/agent/guard/injection/screen-injection';
import {
  claimFactsOf,
  type Half,
  type Labelled,
  type LabelledAnswer,
  type LabelledMessage,
  readLabelled,
  scoreOf,
} from '@parley/agent/guard/labelled/labelled';
import { plainText } from '@parley/agent/guard/plain-text';
import type { Bench } from './bench.ts';
import { type Figure, figure } from './figure.ts';

const HALVES: readonly Half[] = ['seen', 'unseen'];

/** How well two guardrails judge: on the half of the examples that their author has read, and on the other. */
export const guard: Bench = {
  about: 'the injection screen and the check of claims on labelled examples, the read half and the unread one',
  async run({ say }) {
    return HALVES.flatMap((half) => [
      ...score<LabelledMessage>('injection', half, say, ({ text }) => screenInjection(plainText(text)) !== null),
      ...score<LabelledAnswer>('claims', half, say, isClaimFlagged),
    ]);
  },
};

const isClaimFlagged = (example: LabelledAnswer): boolean =>
  judgeClaims(example.reply, claimFactsOf(example)).verdict === 'flag';

function score<T extends Labelled>(
  set: 'injection' | 'claims',
  half: Half,
  say: (line: string) => void,
  judge: (example: T) => boolean,
): Figure[] {
  const examples = readLabelled<T>(set, half);
  if (!examples) {
    say(`there is no ${half} half of ${set}`);
    return [];
  }
  const { precision, recall, falseAlarms, wrong } = scoreOf(examples, judge);
  say(`${set}, ${half}: ${examples.length} examples, ${wrong.length} judged wrongly`);
  const named = (what: string, value: number) => figure(`guard.${set}_${half}_${what}`, value, '');
  return [named('precision', precision), named('recall', recall), named('false_alarms', falseAlarms)];
}
