import { until } from '../until.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

const GRACE_MS = 3_000;
const KILLED_WITHIN_MS = 3_000;

/**
 * Children that outlived a killed launcher. They end by themselves when its channel closes; whoever is still at it is
 * asked, then killed, which costs nothing but time: what they hold is given back in the database. Only the very process
 * that was started is touched, never a later one with its number. Returns the names of those found.
 */
export async function endLeftovers(children: Record<string, ProcessIdentity>, graceMs = GRACE_MS): Promise<string[]> {
  const left = Object.entries(children).filter(([, identity]) => isAlive(identity));
  for (const [, identity] of left) signal(identity, 'SIGTERM');
  const allGone = () => left.every(([, identity]) => !isAlive(identity));
  if (!(await until(allGone, graceMs))) {
    for (const [, identity] of left) signal(identity, 'SIGKILL');
    await until(allGone, KILLED_WITHIN_MS);
  }
  return left.map(([name]) => name);
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch {
    // It ended in between.
  }
}
