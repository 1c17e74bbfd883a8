import type { Terminal } from './terminal.ts';
import { fitTo } from './width.ts';

const UP_AND_CLEAR = '\u001b[1A\u001b[2K';

/** The last lines of a terminal, redrawn in place; whatever is printed goes above them and stays. */
export function liveRegion(terminal: Terminal) {
  let drawn: string[] = [];
  const erase = () => UP_AND_CLEAR.repeat(drawn.length);
  // Never wrapped: a line that took two rows would leave one behind when erased.
  const text = () => drawn.map((line) => `${fitTo(line, terminal.columns() - 1)}\n`).join('');

  return {
    draw(lines: string[]): void {
      const erased = erase();
      drawn = lines;
      terminal.write(erased + text());
    },
    print(line: string): void {
      const erased = erase();
      terminal.write(`${erased}${line.trimEnd()}\n${terminal.live ? text() : ''}`);
    },
    clear(): void {
      terminal.write(erase());
      drawn = [];
    },
  };
}
