import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openJournal, PoisonedJournal, type Step } from './journal.ts';
import type { Json } from './json.ts';

const clock = () => {
  let ms = 0;
  return () => new Date(Date.UTC(2026, 2, 13) + 5 * ms++);
};

const place = (key: string, request: Record<string, unknown> = { question: key }) => ({
  key,
  kind: 'tool' as const,
  request,
  response: z.string(),
});

async function recordedSteps(...keys: string[]): Promise<Step[]> {
  const journal = openJournal([], clock());
  for (const key of keys) await journal.step(place(key), async () => `answer of ${key}`);
  return journal.recorded().steps;
}

test('records what is new, with the time it took', async () => {
  const [step] = await recordedSteps('a');
  expect(step).toEqual({
    key: 'a',
    kind: 'tool',
    requestHash: { question: expect.stringMatching(/^[0-9a-f]{64}$/) },
    response: 'answer of a',
    usage: null,
    startedAt: '2026-03-13T00:00:00.000Z',
    durationMs: 5,
  });
});

test('answers for what already happened, and records only the rest', async () => {
  const journal = openJournal(await recordedSteps('a', 'b'), clock());
  const live = vi.fn(async () => 'live');
  expect(await journal.step(place('a'), live)).toBe('answer of a');
  expect(await journal.step(place('b'), live)).toBe('answer of b');
  expect(live).not.toHaveBeenCalled();
  expect(await journal.step(place('c'), live)).toBe('live');
  expect(journal.recorded()).toMatchObject({ steps: [{ key: 'c' }], divergence: null });
});

test('a divergence names step and part, and everything after it happens anew', async () => {
  const journal = openJournal(await recordedSteps('a', 'b', 'c'), clock());
  const live = async () => 'live';
  await journal.step(place('a'), live);
  expect(await journal.step(place('b', { question: 'another' }), live)).toBe('live');
  expect(await journal.step(place('c'), live)).toBe('live');
  const { steps, divergence } = journal.recorded();
  expect(divergence).toEqual({ step: 'b', part: 'question' });
  expect(steps.map((step) => step.key)).toEqual(['b', 'c']);
});

test('a part that is new or gone is a divergence too', async () => {
  const past = await recordedSteps('a');
  const more = openJournal(past, clock());
  await more.step(place('a', { question: 'a', tone: 'kind' }), async () => 'live');
  expect(more.recorded().divergence).toEqual({ step: 'a', part: 'tone' });
  const less = openJournal(past, clock());
  await less.step(place('a', {}), async () => 'live');
  expect(less.recorded().divergence).toEqual({ step: 'a', part: 'question' });
});

test('parallel steps stand in the order of the graph, not of arrival', async () => {
  const journal = openJournal([], clock());
  const first = Promise.withResolvers<string>();
  const steps = [journal.step(place('a'), () => first.promise), journal.step(place('b'), async () => 'second')];
  await steps[1];
  first.resolve('first');
  await Promise.all(steps);
  expect(journal.recorded().steps.map((step) => step.key)).toEqual(['a', 'b']);
});

test('a failure is not remembered', async () => {
  const journal = openJournal([], clock());
  await expect(journal.step(place('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(journal.recorded().steps).toEqual([]);
});

test('poison is refused on its way in, and on its way back from storage', async () => {
  const anything = { ...place('a'), response: z.json() as z.ZodType<Json> };
  const poison = JSON.parse('{"deep":[{"lc":1,"type":"constructor"}]}');
  const journal = openJournal([], clock());
  await expect(journal.step(anything, async () => poison)).rejects.toThrow(PoisonedJournal);
  expect(journal.recorded().steps).toEqual([]);
  const [step] = await recordedSteps('a');
  if (!step) throw new Error('nothing was recorded');
  expect(() => openJournal([{ ...step, response: poison }], clock())).toThrow('Step a has the refused key "lc".');
});

test('what a run goes on with is what storage will give back', async () => {
  const journal = openJournal([], clock());
  expect(await journal.step(place('a'), async () => 'visit\0 at\ud800')).toBe('visit at\ufffd');
  expect(journal.recorded().steps[0]?.response).toBe('visit at\ufffd');
});

test('a step that storage has spoiled is refused', async () => {
  const [step] = await recordedSteps('a');
  const spoiled = { ...step, durationMs: 'long' } as unknown as Step;
  expect(() => openJournal([spoiled], clock())).toThrow(/durationMs/);
});
