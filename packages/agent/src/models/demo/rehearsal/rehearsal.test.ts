import { describe, expect, test } from 'vitest';
import { says, scriptedModel } from '../../../fixtures/clinic.ts';
import { chooseModel } from '../../choose-model.ts';
import type { ModelPort } from '../../model-port.ts';
import { dialogueSchema, readDialogues } from './dialogues.ts';
import { rehearse } from './rehearse.ts';
import { missesOf, scoreOf } from './report.ts';
import { refusingWorld } from './world.ts';

const seen = readDialogues(new URL('../seen/', import.meta.url));
const model = chooseModel({});

const playAll = (player: ModelPort) => Promise.all(seen.map((dialogue) => rehearse(player, dialogue)));

test('every seen dialogue is handled', async () => {
  const rehearsed = await playAll(model);
  expect(missesOf(rehearsed)).toEqual([]);
  expect(scoreOf(rehearsed)).toMatchObject({ dialogues: seen.length, dialoguesHandled: seen.length });
});

test('a model that does nothing is found out', async () => {
  const { dialoguesHandled } = scoreOf(await playAll(scriptedModel(says('You are booked in!'))));
  expect(dialoguesHandled).toBe(0);
});

describe('when every tool refuses, nothing is claimed to be done', () => {
  test.each([
    'slot_taken: that time is taken; free then: 10:30',
    'needs a person: this is above your limit',
    'not found',
    'It is not known whether it was done. A person will look.',
    'closed: outside the opening hours',
    'in_the_past: that time is over',
    'boom',
    '',
  ])('%s', async (error) => {
    const rehearsed = await Promise.all(seen.map((dialogue) => rehearse(model, dialogue, refusingWorld(error))));
    const withheld = rehearsed.flatMap(({ exchanges }) =>
      exchanges.filter(({ missed }) => missed.some((what) => what.startsWith('claim'))),
    );
    expect(withheld.map(({ reply }) => reply)).toEqual([]);
    expect(rehearsed.flatMap(({ exchanges }) => exchanges.map(({ reply }) => reply))).not.toContain('');
  });
});

test('a miss says where, and what stood there instead', async () => {
  const dialogue = dialogueSchema.parse({
    about: 'a wrong day',
    lines: ['book a cleaning tomorrow at 10'],
    end: { appointments: [{ date: '2026-03-15', time: '10:00' }] },
  });
  expect(missesOf([await rehearse(model, dialogue)])[0]).toContain(
    'MISSED    at the end: appointments at the end: cleaning 2026-03-14 10:00',
  );
});

test('a line that is no dialogue is named', () => {
  expect(() => readDialogues(new URL('../nowhere/', import.meta.url))).toThrow(/nowhere/);
  expect(dialogueSchema.safeParse({ about: 'x', lines: ['hi'], ends: {} }).success).toBe(false);
});
