import { type Family, type GivenUp, makeFamily } from '../children/family.ts';
import type { Database } from '../database/open-database.ts';
import { hostOf } from '../environment/mode-facts.ts';
import { type PortName, wantedPorts } from '../environment/ports.ts';
import { endLeftovers } from '../installation/end-leftovers.ts';
import { identify } from '../installation/process-identity.ts';
import { openRunFile, type Run, type RunFile, readRun } from '../installation/run-file.ts';
import { type InstallationSecrets, installationSecrets } from '../installation/secrets.ts';
import { claimPorts, type PortClaim } from '../ports/claim-ports.ts';
import { type Phases, showPhases, wallClock } from '../terminal/phases.ts';
import type { WaitingRoom } from '../web-build/waiting-room.ts';
import type { RunOptions } from './run-options.ts';
import type { StopRequest } from './stop-request.ts';

export type HouseParts = RunOptions & { stop: StopRequest };

/** What bringing Parley up works with, and what shutting down has to undo. */
export type House = HouseParts & {
  phases: Phases;
  secrets: InstallationSecrets;
  host: string;
  ports: Record<PortName, PortClaim>;
  family: Family;
  runFile: RunFile;
  database: Promise<Database> | null;
  waitingRoom: WaitingRoom | null;
  /** What people can already use, for the page that shows the build. */
  links: { text: string; href: string }[];
};

export async function openHouse(parts: HouseParts): Promise<House> {
  const { paths, environment, terminal } = parts;
  const phases = showPhases(terminal, wallClock);
  await endWhatWasLeft(parts, phases);
  const runFile = openRunFile(paths.run, firstEntry());
  const host = hostOf(environment);
  const ports = await claimPorts(wantedPorts(environment), host);
  runFile.update({ ports: portNumbers(ports) });
  for (const { port, wanted } of Object.values(ports)) {
    if (port !== wanted) phases.note(` ${terminal.paint('yellow', '!')} port ${wanted} is taken; using ${port}`);
  }
  const secrets = installationSecrets(paths.secrets);
  const family = openFamily(parts, phases, runFile);
  return { ...parts, phases, secrets, host, ports, family, runFile, database: null, waitingRoom: null, links: [] };
}

export const portNumbers = (ports: House['ports']) =>
  Object.fromEntries(Object.entries(ports).map(([name, claim]) => [name, claim.port])) as Record<PortName, number>;

function openFamily({ paths, terminal, stop, watch }: HouseParts, phases: Phases, runFile: RunFile): Family {
  const sayGivenUp = ({ name, ending, lastLines, log, awaitsChange }: GivenUp) => {
    phases.note(` ${terminal.paint('red', '✗')} ${name} ${ending}, for the third time within a minute. It said last:`);
    phases.note(lastLines.map((line) => `   ${line}`).join('\n'));
    phases.note(`   All of it is in ${log}`);
    if (awaitsChange) phases.note('   It starts again when its sources change.');
    else stop.ask('given_up');
  };
  return makeFamily({
    terminal,
    note: phases.note,
    logsFolder: paths.logs,
    runFile,
    onGivenUp: sayGivenUp,
    now: () => performance.now(),
    sourcesChange: watch,
  });
}

async function endWhatWasLeft({ paths, terminal }: HouseParts, phases: Phases): Promise<void> {
  const previous = readRun(paths.run);
  const found = previous ? await endLeftovers(previous.children) : [];
  if (found.length === 0) return;
  phases.note(` ${terminal.paint('yellow', '!')} an earlier start was killed; ended what it left: ${found.join(', ')}`);
}

function firstEntry(): Run {
  const launcher = identify(process.pid);
  if (!launcher) throw new Error('The system does not tell when this process began.');
  return { launcher, startedAt: new Date().toISOString(), mode: null, addresses: {}, ports: {}, children: {} };
}
