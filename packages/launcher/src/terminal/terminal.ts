import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Where people read what Parley says: a terminal, or a file when the output is redirected. */
export type Terminal = {
  write(text: string): void;
  paint(style: Style, text: string): string;
  /** Lines may be redrawn; false when the output is redirected. */
  live: boolean;
  columns(): number;
};

const COLUMNS_OF_A_FILE = 100;

export function openTerminal(stream: NodeJS.WriteStream, env: { TERM?: string | undefined }): Terminal {
  // A reader that went away (`start | head`) must not take Parley with it.
  stream.on('error', () => {});
  return {
    write: (text) => void stream.write(text),
    paint: (style, text) => styleText(style, text, { stream }),
    live: stream.isTTY === true && env.TERM !== 'dumb',
    columns: () => stream.columns ?? COLUMNS_OF_A_FILE,
  };
}
