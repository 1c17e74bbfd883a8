import { describe, expect, test } from 'vitest';
import { clinicFrame } from '../fixtures/clinic.ts';
import { turnFacts } from '../guard/turn-facts.ts';
import { openDraft } from './open-draft.ts';

const facts = turnFacts(clinicFrame('Hi'), []);

function drafting(...pieces: string[]) {
  const told: (string | null)[] = [];
  const draft = openDraft(facts, (text) => told.push(text));
  for (const piece of pieces) draft.write(piece);
  return { draft, told };
}

describe('a draft', () => {
  test('grows by whole sentences, as much of it as there is', () => {
    expect(drafting(' We are', ' open. ', 'From', ' nine', '. To five. And').told).toEqual([
      'We are open.',
      'We are open. From nine.',
      'We are open. From nine. To five.',
    ]);
  });

  test('ends before the sentence that may not leave, for good', () => {
    expect(drafting('We are open. I have booked it. Come by. ', 'All is well. ').told).toEqual(['We are open.']);
  });

  test('is looked at as a whole: what hides in a cut is found', () => {
    expect(drafting('Go to evil.', 'com now. ', 'Bye. ').told).toEqual(['Go to evil.']);
  });

  test('ends with what is no sentence any more', () => {
    const endless = Array(400).fill('a.');
    expect(drafting('We are open. ', ...endless, ' Bye! Bye! ').told).toEqual(['We are open.']);
  });

  test('ends where it would be too big to be carried on', () => {
    const { told } = drafting(...Array(100).fill('診療は九時から五時までです。'));
    expect(Buffer.byteLength(JSON.stringify(told.at(-1)))).toBeLessThanOrEqual(4_000);
    expect(told.length).toBeGreaterThan(50);
  });

  test('is taken back once, and only where something was told', () => {
    const { draft, told } = drafting('One moment. ');
    draft.withdraw();
    draft.withdraw();
    draft.write('More. ');
    expect(told).toEqual(['One moment.', null]);
    const silent = drafting('One mom');
    silent.draft.withdraw();
    expect(silent.told).toEqual([]);
  });
});
