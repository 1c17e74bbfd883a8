import type { ChangeArea } from '@parley/shared/change-areas';
import { expect, test } from 'vitest';
import { oldKeys } from './what-is-old.ts';

test.each<[string, Parameters<typeof oldKeys>[0], ReadonlySet<string> | 'all']>([
  ['a change makes its own lists old', ['api_key', 'audit'], new Set(['keys', 'audit'])],
  ['a new member counts against the plan', ['membership'], new Set(['members', 'team-people', 'teams', 'me', 'plan'])],
  ['missed hints make everything old', 'all', 'all'],
  ['so does an area that no page has said anything about', ['team', 'something new' as ChangeArea], 'all'],
])('%s', (_, areas, expected) => {
  expect(oldKeys(areas)).toEqual(expected);
});
