import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const KEPT_LINES = 30;

export type LogFile = {
  path: string;
  write(line: string): void;
  /** The last lines since `begin`, for when the child dies. */
  tail(): string[];
  /** A new process writes from here on. */
  begin(): void;
  close(): Promise<void>;
};

/** A log that begins anew with each start; the one before is kept beside it. */
export function openLogFile(folder: string, name: string): LogFile {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  keepPrevious(path);
  const stream = createWriteStream(path, { mode: 0o600 });
  // A full disk must not take everything down for the sake of a log.
  stream.on('error', () => {});
  let kept: string[] = [];
  return {
    path,
    write: (line) => {
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      stream.write(`${line}\n`);
    },
    tail: () => [...kept],
    begin: () => {
      kept = [];
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

function keepPrevious(path: string): void {
  try {
    renameSync(path, path.replace(/\.log$/, '.previous.log'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
