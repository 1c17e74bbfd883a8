import { createServer } from 'node:net';
import { askReadiness } from '../children/readiness.ts';
import { addressAt } from '../environment/address.ts';
import { CHILD_NAMES, type ChildName } from '../environment/ports.ts';
import { isAlive } from '../installation/process-identity.ts';
import type { Run } from '../installation/run-file.ts';
import { type Finding, note, ok, warn } from './finding.ts';

export type Listening = { run: Run | null; host: string; wanted: Record<ChildName, number> };

/** The processes of a running Parley; or, when none runs, whether the ports that it would take are free. */
export const checkProcesses = ({ run, host, wanted }: Listening): Promise<Finding[]> =>
  run
    ? Promise.all(CHILD_NAMES.filter((name) => run.children[name]).map((name) => checkProcess(run, name, host)))
    : checkPorts(host, wanted);

async function checkProcess(run: Run, name: ChildName, host: string): Promise<Finding> {
  const child = run.children[name];
  if (!child || !isAlive(child)) return warn(name, 'not running', `See .parley/logs/${name}.log`);
  const port = run.ports[name];
  if (port === undefined) return note(name, `process ${child.pid}, still starting`);
  const { ready, said } = await askReadiness(`${addressAt(host, port)}/readyz`);
  if (ready) return ok(name, `process ${child.pid}, ready at ${addressAt(host, port)}`);
  return warn(name, `process ${child.pid}, not ready: ${said}`, `See .parley/logs/${name}.log`);
}

async function checkPorts(host: string, wanted: Record<ChildName, number>): Promise<Finding[]> {
  const taken: string[] = [];
  for (const name of CHILD_NAMES) if (!(await isFree(wanted[name], host))) taken.push(`${wanted[name]} (${name})`);
  const running = note('Processes', 'none runs', 'pnpm start');
  if (taken.length === 0) return [running, ok('Ports', `${Object.values(wanted).join(', ')} are free`)];
  return [running, warn('Ports', `taken: ${taken.join(', ')}`, 'pnpm start takes free ones instead, and says which.')];
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
