import { join } from 'node:path';
import { openLogFile } from '../children/log-file.ts';
import { plainEnv } from '../environment/child-env.ts';
import { openStamp } from '../installation/stamps.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../terminal/phases.ts';
import { buildWeb } from '../web-build/build-web.ts';
import { openWaitingRoom } from '../web-build/waiting-room.ts';
import { webDigest } from '../web-build/web-digest.ts';
import type { House } from './house.ts';

/** Builds web when its sources, the lockfile or Node have changed; meanwhile its port shows how far the build is. */
export async function prepareWeb(house: House): Promise<void> {
  const { paths, watch, phases, children } = house;
  if (watch || !children.includes('web')) return;
  const stamp = openStamp(join(paths.root, 'apps/web/.next/parley-stamp'));
  const digest = webDigest(paths.root);
  if (stamp.isFresh(digest)) return;
  stamp.clear();
  await phases.run('web build', (say) => buildInRoom(house, say));
  stamp.set(digest);
}

async function buildInRoom(house: House, say: Say): Promise<void> {
  const { paths, environment, stop, ports, host, phases, links, runFile } = house;
  say('starting');
  await ports.web.handOver();
  house.waitingRoom = await openWaitingRoom({
    port: ports.web.port,
    host,
    state: () => ({ phases: phases.states(), links }),
  });
  const log = openLogFile(paths.logs, 'web-build');
  try {
    await buildWeb({
      root: paths.root,
      env: plainEnv(environment),
      log,
      signal: stop.signal,
      say,
      onStarted: (identity) => runFile.childIs('web build', identity),
    });
    say('done');
  } catch (error) {
    const lines = log.tail().map((line) => `  ${line}`);
    throw new Refusal(`${(error as Error).message}.\n${lines.join('\n')}\nAll of it is in ${log.path}`, {
      cause: error,
    });
  } finally {
    await log.close();
  }
}
