import type { Run } from '../installation/run-file.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { padTo, widthOf } from '../terminal/width.ts';

/** For a second start in the same clone: that one runs, and where. */
export function sayAlreadyRunning(terminal: Terminal, run: Run | null): void {
  const addresses = Object.entries(run?.addresses ?? {});
  if (!run || addresses.length === 0) {
    terminal.write('Parley is being started in this folder already. Its terminal says how far it is.\n');
    return;
  }
  const since = new Date(run.startedAt).toLocaleTimeString();
  const columns = Math.max(...addresses.map(([name]) => widthOf(name)));
  const lines = addresses.map(([name, address]) => `  ${padTo(name, columns)}  ${address}`);
  terminal.write(
    `Parley runs in this folder already, since ${since} (process ${run.launcher.pid}).\n\n${lines.join('\n')}\n\nIt stops with Ctrl-C in its terminal, or with: kill ${run.launcher.pid}\n`,
  );
}
