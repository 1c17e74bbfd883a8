import { expect, test } from 'vitest';
import { advance } from '../advance.ts';
import { calls, clinicFrame, hoursOf, portsWith, says, scriptedModel } from '../fixtures/clinic.ts';
import type { Step } from '../journal.ts';
import type { ModelAnswer } from '../models/model-port.ts';
import { diffLines } from './diff-lines.ts';
import { diffRuns } from './diff-runs.ts';
import { retell } from './retell.ts';
import type { StoredStep } from './stored-step.ts';
import { tellMoment } from './tell-moment.ts';
import { viewSteps } from './view-steps.ts';

const frame = clinicFrame('Are you open on Saturday and Sunday?');
const script = [calls(hoursOf('saturday'), hoursOf('sunday')), says('On Saturday only.')];

async function ran(...answers: ModelAnswer[]) {
  const model = scriptedModel(...answers);
  const { steps } = await advance({ frame, ports: portsWith(model), signal: new AbortController().signal });
  return { steps, asked: model.calls };
}

const stored = (steps: readonly Step[]): StoredStep[] =>
  steps.map(({ key, kind, requestHash, response, usage, startedAt, durationMs }) => ({
    ...{ key, kind, durationMs, startedAt: new Date(startedAt) },
    content: JSON.parse(JSON.stringify({ requestHash, response, usage })) as unknown,
  }));

const viewed = async (steps: readonly StoredStep[]) => viewSteps({ steps, effects: [] });

test('the prompts of a run are told anew, word for word', async () => {
  const { steps, asked } = await ran(...script);
  const told = await retell(frame, steps);
  expect([told.steps.get('think#1')?.request, told.steps.get('think#2')?.request]).toEqual(asked);
  expect([...told.steps.values()].flatMap(({ changed }) => changed)).toEqual([]);
  expect(told.said.map(({ role }) => role)).toEqual(['assistant', 'tool', 'tool', 'assistant']);
});

test('what would be asked otherwise today is named', async () => {
  const { steps } = await ran(...script);
  const told = await retell({ ...frame, agent: { ...frame.agent, instructions: 'Be loud.' } }, steps);
  expect(told.steps.get('think#2')?.changed).toEqual(['system']);
});

test('each step stands with what was asked, what came back, and below what asked for it', async () => {
  const steps = await viewed(stored((await ran(...script)).steps));
  expect(steps.map(({ key, parent, tool }) => [key, parent, tool])).toEqual([
    ['frame', null, null],
    ['guard:in', null, null],
    ['think#1', null, null],
    ['decide:think#1.0', 'think#1', 'get_opening_hours'],
    ['decide:think#1.1', 'think#1', 'get_opening_hours'],
    ['tool:think#1.0', 'think#1', 'get_opening_hours'],
    ['tool:think#1.1', 'think#1', 'get_opening_hours'],
    ['think#2', null, null],
    ['guard:out#1', 'think#2', null],
  ]);
  expect(steps[2]).toMatchObject({ model: 'scripted', input_tokens: 100, cached_input_tokens: 40, cost_micros: null });
});

test('an emptied journal tells times and kinds, and nothing else', async () => {
  const emptied = stored((await ran(...script)).steps).map((step) => ({ ...step, content: {} }));
  const steps = await viewed(emptied);
  expect(steps).toHaveLength(9);
  expect(new Set(steps.map(({ request, response, model }) => request ?? response ?? model))).toEqual(new Set([null]));
});

test('what a run knew at a step: its frame, and what was said until then', async () => {
  const steps = stored((await ran(...script)).steps);
  const moment = await tellMoment('run_1', { steps, effects: [] }, { step: 'tool:think#1.1' });
  expect(moment).toMatchObject({
    step: 'tool:think#1.1',
    input_tokens: 100,
    output_tokens: 10,
    knew: { runId: 'run_1' },
  });
  expect(moment.said).toMatchObject([{ role: 'assistant' }, { role: 'tool' }, { role: 'tool' }]);
  const late = await tellMoment('run_1', { steps, effects: [] }, { time: '2099-01-01T00:00:00.000Z' });
  expect(late).toMatchObject({ step: 'guard:out#1', input_tokens: 200 });
});

test('of a place that no run has been at, it says which there are', async () => {
  const steps = stored((await ran(...script)).steps);
  const at = (until: { step?: string; time?: string }) => tellMoment('run_1', { steps, effects: [] }, until);
  await expect(at({ step: 'think#9' })).rejects.toThrow('It has: frame, guard:in, think#1');
  await expect(at({})).rejects.toThrow('Name either');
  await expect(at({ time: '2000-01-01T00:00:00.000Z' })).rejects.toThrow('had not begun');
});

test('two runs part where the model first said something else', async () => {
  const a = { id: 'run_a', steps: await viewed(stored((await ran(...script)).steps)) };
  const b = {
    id: 'run_b',
    steps: await viewed(stored((await ran(script[0] as ModelAnswer, says('Only then.'))).steps)),
  };
  expect(diffRuns(a, { ...a, id: 'run_c' }).first).toBeNull();
  const diff = diffRuns(a, b);
  expect(diff.first).toEqual({ step: 'think#2', part: 'response.text' });
  expect(diff.steps.find(({ key }) => key === 'think#2')?.parts).toEqual([
    {
      part: 'response.text',
      lines: [
        { kind: 'removed', text: 'On Saturday only.' },
        { kind: 'added', text: 'Only then.' },
      ],
    },
  ]);
});

test('a step that only one of them has stands where it came', async () => {
  const a = { id: 'run_a', steps: await viewed(stored((await ran(...script)).steps)) };
  const b = { id: 'run_b', steps: await viewed(stored((await ran(says('No.'))).steps)) };
  const { first, steps } = diffRuns(b, a);
  expect(first).toEqual({ step: 'think#1', part: 'response.text' });
  expect(steps.map((step) => `${step.key} ${step.in}`)).toEqual([
    ...['frame both', 'guard:in both', 'think#1 both', 'decide:think#1.0 b', 'decide:think#1.1 b'],
    ...['tool:think#1.0 b', 'tool:think#1.1 b', 'think#2 b', 'guard:out#1 both'],
  ]);
});

test.each([
  ['a b c', 'a x c', ' a|-b|+x| c'],
  ['', 'a', '-|+a'],
  ['a b', 'b a', '-a| b|+a'],
  ['1 2 3 4 5 6 7 8 x', '1 2 3 4 5 6 7 8 y', ' ⋯ 5 lines are the same| 6| 7| 8|-x|+y'],
])('lines: %s → %s', (before, after, expected) => {
  const marks = { same: ' ', removed: '-', added: '+' };
  const lines = diffLines(before.replaceAll(' ', '\n'), after.replaceAll(' ', '\n')).map(
    ({ kind, text }) => `${marks[kind]}${text}`,
  );
  expect(lines.join('|')).toBe(expected);
});
