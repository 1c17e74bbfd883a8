import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfSentence } from './end-of-sentence.ts';

/** The sentences that are finished while a text comes in pieces, and what is left. */
function cut(pieces: Iterable<string>): string[] {
  const sentences: string[] = [];
  let rest = '';
  for (const piece of pieces) {
    rest += piece;
    for (let end = endOfSentence(rest); end > 0; end = endOfSentence(rest)) {
      sentences.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
  }
  return [...sentences, rest];
}
const trimmed = (parts: string[]) => parts.map((part) => part.trim()).filter((part) => part !== '');

describe('sentences of a whole text', () => {
  test.each<[string, string[]]>([
    ['We open at nine. Come by! Shall we? Yes', ['We open at nine.', 'Come by!', 'Shall we?', 'Yes']],
    ['Dr. Quinn is in. Mr. Hale is not. Ok', ['Dr. Quinn is in.', 'Mr. Hale is not.', 'Ok']],
    ['J. R. Hartley called. Twice', ['J. R. Hartley called.', 'Twice']],
    ['It costs 12.30 pounds. Or 1.250,00 euros. Yes', ['It costs 12.30 pounds.', 'Or 1.250,00 euros.', 'Yes']],
    ['We open at 9. On Sunday not', ['We open at 9.', 'On Sunday not']],
    ['See https://a.test/b.html?x=1.2 for more. Bye', ['See https://a.test/b.html?x=1.2 for more.', 'Bye']],
    ['From 9 a.m. We close at 5 p.m. on Friday. Bye', ['From 9 a.m.', 'We close at 5 p.m. on Friday.', 'Bye']],
    ['Bring papers, e.g. a passport. Bye', ['Bring papers, e.g. a passport.', 'Bye']],
    ['It takes approx. Ten minutes', ['It takes approx. Ten minutes']],
    ['She said “Come in.” Then she left', ['She said “Come in.”', 'Then she left']],
    ['Great! 😊 See you. 🎉 Bye', ['Great!', '😊 See you.', '🎉 Bye']],
    ['Great!😊 See you', ['Great!', '😊 See you']],
    ['Wait... what?! Oh', ['Wait...', 'what?!', 'Oh']],
    ['診療は九時からです。日曜日は休みです！はい', ['診療は九時からです。', '日曜日は休みです！', 'はい']],
    ['「はい。」と言った', ['「はい。」', 'と言った']],
    ['Hours:\n1. Monday 9\n2. Tuesday 10\n\nBye', ['Hours:', '1. Monday 9', '2. Tuesday 10', 'Bye']],
    ['- one\n- two', ['- one', '- two']],
    ['', []],
    ['no end', ['no end']],
  ])('%j', (text, sentences) => {
    expect(trimmed(cut([text]))).toEqual(sentences);
  });
});

describe('sentences of a text that is still being written', () => {
  test.each<[string[], string[]]>([
    [
      ['We open at nine.', ' Come by.'],
      ['We open at nine.', 'Come by.'],
    ],
    [
      ['Yes', '!', ' Of course'],
      ['Yes!', 'Of course'],
    ],
    [
      ['Dr', '.', ' Quinn is in', '. ', 'Good'],
      ['Dr. Quinn is in.', 'Good'],
    ],
    [
      ['It costs 12', '.', '30 pounds', '.', ' Bye'],
      ['It costs 12.30 pounds.', 'Bye'],
    ],
    [
      ['See https://a', '.', 'test', '/x', '?', 'a=1 now. ', 'Bye'],
      ['See https://a.test/x?a=1 now.', 'Bye'],
    ],
    [
      ['Write to a@b', '.', 'test', ' soon. ', 'B'],
      ['Write to a@b.test soon.', 'B'],
    ],
    [['From 9 a', '.', 'm', '.', ' on', ' Monday. '], ['From 9 a.m. on Monday.']],
  ])('%j', (pieces, sentences) => {
    expect(trimmed(cut(pieces))).toEqual(sentences);
  });
});

test('nothing is lost, doubled or moved, wherever the pieces are cut', () => {
  const word = fc.constantFrom(
    'Dr.',
    'a',
    '12.',
    '30',
    '. ',
    '! ',
    '\n',
    '。',
    '😊',
    'https://a.test/',
    '.',
    ' ',
    '”',
    'Yes',
  );
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 4 }).map((words) => words.join(''))), (pieces) => {
      expect(cut(pieces).join('')).toBe(pieces.join(''));
    }),
  );
});
