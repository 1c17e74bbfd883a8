import type { Run, RunStep } from '@parley/shared/contract/runs';

const OUTCOMES: Record<string, string> = {
  replied: 'Answered',
  blocked: 'Answered with fixed words',
  handed_off: 'Handed to people',
  running: 'Under way',
  failed: 'Failed',
  discarded: 'Thrown away: a later message or a person came first',
  silent: 'Silent',
};
export const outcomeInWords = (outcome: string): string => OUTCOMES[outcome] ?? outcome;

/** What a step was, for people: a tool by its name, which the model call before it asked for. */
export function stepTitle(step: RunStep, run: Pick<Run, 'steps'>): string {
  switch (step.kind) {
    case 'frame':
      return 'Read the conversation';
    case 'guard':
      return step.key === 'guard:in' ? 'Screened the message' : 'Screened the answer';
    case 'decision':
      return `Decided about ${toolOf(step, run) ?? 'a tool'}`;
    case 'model':
      return step.tool_calls.length > 0 ? 'Asked the model, which asked for tools' : 'Asked the model';
    case 'tool':
      return `Used ${toolOf(step, run) ?? 'a tool'}`;
  }
}

function toolOf({ key }: RunStep, { steps }: Pick<Run, 'steps'>): string | undefined {
  const [, asked, place] = /^(?:tool|decide):(.+)\.(\d+)$/.exec(key) ?? [];
  return steps.find((step) => step.key === asked)?.tool_calls[Number(place)]?.name;
}

const counts = new Intl.NumberFormat('en');

/** `1,204 in, 88 out`; null where nothing was counted. */
export const tokensInWords = ({
  input_tokens,
  output_tokens,
}: Pick<RunStep, 'input_tokens' | 'output_tokens'>): string | null =>
  input_tokens === null || output_tokens === null
    ? null
    : `${counts.format(input_tokens)} tokens in, ${counts.format(output_tokens)} out`;

/** Arguments and results as they are, laid out to be read. */
export const asJson = (value: unknown): string => JSON.stringify(value, null, 2) ?? 'null';
