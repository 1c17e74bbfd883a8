import type { Terminal } from './terminal.ts';

/** A terminal for tests: plain text, kept. */
export function fakeTerminal(options: { live?: boolean; columns?: number } = {}) {
  let written = '';
  const terminal: Terminal = {
    write: (text) => {
      written += text;
    },
    paint: (_style, text) => text,
    live: options.live ?? false,
    columns: () => options.columns ?? 100,
  };
  return { terminal, written: () => written };
}
