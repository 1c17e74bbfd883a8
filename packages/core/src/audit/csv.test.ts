import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('cells are quoted, and a quote, a comma or a line break stays inside its cell', () => {
  expect(csvLine(['a', 'say "no", please', 'two\nlines', null, true, 7, { a: 'b' }])).toBe(
    '"a","say ""no"", please","two\nlines","","true","7","{""a"":""b""}"\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '＝1', '＋1', '－1', '＠x', '|calc', '%x'])(
  'what a spreadsheet would run is text: %j',
  (formula) => expect(csvLine([formula])).toBe(`"'${formula}"\r\n`),
);

test('what is no formula stays as it is', () => {
  for (const plain of ['Ada', "O'Hara = x", '2026-11-20T09:00:00.000Z', '{"a":1}', '', '10:5']) {
    expect(csvLine([plain])).toBe(`"${plain.replaceAll('"', '""')}"\r\n`);
  }
});
