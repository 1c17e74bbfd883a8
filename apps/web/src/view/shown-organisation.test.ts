import { expect, test } from 'vitest';
import { stillShown } from './shown-organisation.ts';

const me = { active: { organisation_id: 'org_b' }, organisations: [{ id: 'org_a' }, { id: 'org_b' }] };

test.each([
  ['a new tab shows where the session works', null, 'org_b'],
  ['a tab goes on showing what it showed, wherever another one went', 'org_a', 'org_a'],
  ['an organisation that one was removed from is shown no more', 'org_gone', 'org_b'],
])('%s', (_, shown, expected) => {
  expect(stillShown(shown, me)).toBe(expected);
});

test('who belongs nowhere is shown nothing', () => {
  expect(stillShown('org_a', { active: null, organisations: [] })).toBeNull();
});
