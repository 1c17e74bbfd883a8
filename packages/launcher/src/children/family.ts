import type { RunFile } from '../installation/run-file.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type Kept, keepRunning } from './keep-running.ts';
import { type ChildSpec, describeExit } from './launch-child.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { readComplaint, tidyComplaint } from './log-line.ts';
import { quietRepeats } from './quiet-repeats.ts';

export type GivenUp = { name: string; ending: string; lastLines: string[]; log: string; awaitsChange: boolean };

export type FamilyOptions = {
  terminal: Terminal;
  note: (line: string) => void;
  logsFolder: string;
  runFile: Pick<RunFile, 'childIs'>;
  /** A child died for the third time within a minute; `lastLines` are its own. */
  onGivenUp: (child: GivenUp) => void;
  now: () => number;
  /** Sources are watched: a child that was given up gets another chance when they change. */
  sourcesChange: boolean;
};

export type Family = {
  start(spec: ChildSpec): Kept;
  /** Replaces the child, if it runs, by one with the sources of now. */
  renew(name: string): void;
  /** All of these at once, each with `graceMs`; those not named stay. */
  stop(names: readonly string[], graceMs: number): Promise<void>;
  names(): string[];
  kill(): void;
};

const REPEAT_MS = 30_000;

/** The launcher's children: each kept running, its output in a log, its complaints and deaths said in a line each. */
export function makeFamily(options: FamilyOptions): Family {
  const { terminal, note, now } = options;
  const members = new Map<string, { kept: Kept; log: LogFile }>();
  const isNew = quietRepeats(REPEAT_MS, now);

  const hear = (name: string, line: string) => {
    const complaint = readComplaint(line);
    if (complaint && isNew(`${name} ${complaint.text}`)) note(tidyComplaint(terminal, name, complaint));
  };

  const start = (spec: ChildSpec): Kept => {
    const { name } = spec;
    const log = openLogFile(options.logsFolder, name);
    const kept = keepRunning(
      spec,
      {
        onLine: (line) => {
          log.write(line);
          hear(name, line);
        },
        onStarted: (identity) => {
          log.begin();
          options.runFile.childIs(name, identity);
        },
        onDeath: (exit) => note(` ${terminal.paint('yellow', '!')} ${name} ${describeExit(exit)}; starting it again`),
        onBack: () => note(` ${terminal.paint('green', '✓')} ${name} is back`),
        onGivenUp: (exit, awaitsChange) =>
          options.onGivenUp({ name, ending: describeExit(exit), lastLines: log.tail(), log: log.path, awaitsChange }),
      },
      { now, sourcesChange: options.sourcesChange },
    );
    members.set(name, { kept, log });
    return kept;
  };

  const stop = async (names: readonly string[], graceMs: number) => {
    const leaving = names.map((name) => members.get(name)).filter((member) => member !== undefined);
    for (const name of names) members.delete(name);
    await Promise.all(
      leaving.map(async ({ kept, log }) => {
        await kept.stop(graceMs);
        await log.close();
      }),
    );
  };

  return {
    start,
    renew: (name) => members.get(name)?.kept.renew(),
    stop,
    names: () => [...members.keys()],
    kill: () => {
      for (const { kept } of members.values()) kept.kill();
    },
  };
}
