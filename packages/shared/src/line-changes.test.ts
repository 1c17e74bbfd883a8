import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, lineChanges } from './line-changes.ts';

const MARK: Record<Line['kind'], string> = { same: ' ', removed: '-', added: '+' };
const shown = (before: string, after: string) =>
  lineChanges(before, after).map(({ kind, text }) => `${MARK[kind]}${text}`);

test.each<[string, string, string[]]>([
  ['a\nb', 'a\nb', [' a', ' b']],
  ['a\nb\nc', 'a\nc', [' a', '-b', ' c']],
  ['a\nc', 'a\nb\nc', [' a', '+b', ' c']],
  ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
  ['', 'a', ['-', '+a']],
  ['a\nb\nc\nd', 'b\nd\ne', ['-a', ' b', '-c', ' d', '+e']],
])('%j to %j', (before, after, lines) => {
  expect(shown(before, after)).toEqual(lines);
});

const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 });

test('without what came it is the first text, and without what went the second', () => {
  fc.assert(
    fc.property(texts, texts, (from, to) => {
      const lines = lineChanges(from.join('\n'), to.join('\n'));
      const but = (kind: Line['kind']) => lines.filter((line) => line.kind !== kind).map(({ text }) => text);
      expect(but('added')).toEqual(from);
      expect(but('removed')).toEqual(to);
    }),
  );
});

test('two long texts that share nothing are told in a moment', () => {
  const text = (mark: string) => Array.from({ length: 10_000 }, (_, i) => `${mark}${i}`).join('\n');
  expect(lineChanges(text('a'), text('b'))).toHaveLength(20_000);
});
