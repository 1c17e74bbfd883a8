import { expect, test } from 'vitest';
import { type BoxRow, renderBox } from './box.ts';
import { fakeTerminal } from './fake-terminal.ts';
import { openTerminal } from './terminal.ts';
import { widthOf } from './width.ts';

const rows: BoxRow[] = [
  { label: 'Chat page', value: 'http://127.0.0.1:4400' },
  null,
  { label: 'Who answers', value: 'demo model: no language model is called' },
];

test('all lines of a box are equally wide, and no wider than the terminal', () => {
  const { terminal } = fakeTerminal({ columns: 80 });
  const widths = renderBox(terminal, 'Parley is running', rows).split('\n').map(widthOf);
  expect(new Set(widths).size).toBe(1);
  expect(widths[0]).toBeLessThanOrEqual(80);
});

test('a box stands in its frame with the title in the upper edge', () => {
  const { terminal } = fakeTerminal();
  expect(renderBox(terminal, 'Parley', rows)).toMatchInlineSnapshot(`
    "╭─ Parley ───────────────────────────────────────────────╮
    │                                                        │
    │  Chat page    http://127.0.0.1:4400                    │
    │                                                        │
    │  Who answers  demo model: no language model is called  │
    │                                                        │
    ╰────────────────────────────────────────────────────────╯"
  `);
});

test('colours do not count as width', () => {
  const stream = { on: () => {}, isTTY: true, columns: 80, write: () => true } as unknown as NodeJS.WriteStream;
  const coloured = {
    ...openTerminal(stream, {}),
    paint: (_style: unknown, text: string) => `\u001b[32m${text}\u001b[39m`,
  };
  const widths = renderBox(coloured, 'Parley', rows).split('\n').map(widthOf);
  expect(new Set(widths).size).toBe(1);
});

test.each([40, 57])('at %i columns there is no frame, and no address is cut', (columns) => {
  const { terminal } = fakeTerminal({ columns });
  const box = renderBox(terminal, 'Parley', rows);
  expect(box).not.toContain('│');
  expect(box).toContain('http://127.0.0.1:4400');
  expect(box).toContain('demo model: no language model is called');
});
