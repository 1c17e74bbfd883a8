import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesBetween } from './spec-changes.ts';

const spec = {
  instructions: 'Be kind.',
  model: null,
  tools: ['get_opening_hours', 'book_visit'],
  guardrails: { avoid_topics: [] },
  limits: { tool_calls: 8 },
};

test.each<[string, object, object[]]>([
  ['nothing', {}, []],
  [
    'a text',
    { instructions: 'Be brief.' },
    [{ path: 'instructions', kind: 'changed', before: 'Be kind.', after: 'Be brief.' }],
  ],
  ['a null that becomes something', { model: 'm' }, [{ path: 'model', kind: 'changed', before: null, after: 'm' }]],
  [
    'words that came and went',
    { tools: ['book_visit', 'cancel_visit'] },
    [
      { path: 'tools.cancel_visit', kind: 'added', after: 'cancel_visit' },
      { path: 'tools.get_opening_hours', kind: 'removed', before: 'get_opening_hours' },
    ],
  ],
  [
    'the order alone',
    { tools: ['book_visit', 'get_opening_hours'] },
    [{ path: 'tools', kind: 'changed', before: spec.tools, after: ['book_visit', 'get_opening_hours'] }],
  ],
  ['deep down', { limits: { tool_calls: 2 } }, [{ path: 'limits.tool_calls', kind: 'changed', before: 8, after: 2 }]],
  [
    'a field that is new',
    { turns: { while_running: 'merge' } },
    [{ path: 'turns', kind: 'added', after: { while_running: 'merge' } }],
  ],
  ['a field that is gone', { limits: undefined }, [{ path: 'limits', kind: 'removed', before: { tool_calls: 8 } }]],
  ['a name that every object has', { constructor: 'x' }, [{ path: 'constructor', kind: 'added', after: 'x' }]],
])('%s', (_, change, changes) => {
  expect(changesBetween(spec, { ...spec, ...change })).toEqual(changes);
});

test('whatever the two are: nothing differs from itself, and the way back names the same paths', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(changesBetween(before, before)).toEqual([]);
      const paths = (changes: Array<{ path: string }>) => changes.map(({ path }) => path).sort();
      expect(paths(changesBetween(before, after))).toEqual(paths(changesBetween(after, before)));
      if (JSON.stringify(before) !== JSON.stringify(after) && !isRecord(before)) {
        expect(changesBetween(before, after)).not.toEqual([]);
      }
    }),
  );
});

const isRecord = (value: unknown) => typeof value === 'object' && value !== null;
