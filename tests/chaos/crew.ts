import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Arms } from './processes/arms.ts';

export type Kind = 'api' | 'worker';

export type Member = {
  kind: Kind;
  pid: number;
  /** Port of an api; 0 for a worker. */
  port: number;
  gone: Promise<void>;
  alive(): boolean;
  kill(signal: NodeJS.Signals): void;
};

export type Crew = {
  members(kind?: Kind): Member[];
  hire(kind: Kind, arms?: Arms): Promise<Member>;
  /** From now on, whoever dies is replaced, as the launcher or Kubernetes would. */
  keepUp(): void;
  /** Lets everybody come up who is on the way. */
  settled(): Promise<void>;
  dismiss(): Promise<void>;
};

const REPLACED_AFTER_MS = 150;

export function createCrew(env: Record<string, string>, say: (line: string) => void): Crew {
  const members = new Set<Member>();
  const arriving = new Set<Promise<unknown>>();
  let keeping = false;

  async function hire(kind: Kind, arms: Arms = {}): Promise<Member> {
    const member = await start(kind, env, arms, say);
    members.add(member);
    void member.gone.then(() => {
      members.delete(member);
      if (keeping) replace(kind);
    });
    return member;
  }

  function replace(kind: Kind): void {
    const arrival = new Promise((resolve) => setTimeout(resolve, REPLACED_AFTER_MS))
      .then(() => (keeping ? hire(kind) : null))
      // Its database may be away right now: it tries again, as a launcher does.
      .catch(() => {
        if (keeping) replace(kind);
      });
    arriving.add(arrival);
    void arrival.finally(() => arriving.delete(arrival));
  }

  return {
    members: (kind) => [...members].filter((member) => member.alive() && (!kind || member.kind === kind)),
    hire,
    keepUp() {
      keeping = true;
    },
    async settled() {
      while (arriving.size > 0) await Promise.all(arriving);
    },
    async dismiss() {
      keeping = false;
      await Promise.all(arriving);
      await endOf(...members);
    },
  };
}

/** Ends them as a power cut would, and waits until they are gone. */
export async function endOf(...members: Member[]): Promise<void> {
  for (const member of members) member.kill('SIGKILL');
  await Promise.all(members.map(({ gone }) => gone));
}

async function start(
  kind: Kind,
  env: Record<string, string>,
  arms: Arms,
  say: (line: string) => void,
): Promise<Member> {
  const script = fileURLToPath(new URL(`./processes/${kind}.ts`, import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(arms)], {
    env: { ...process.env, ...env, HOST: '127.0.0.1', API_PORT: '0', WORKER_PORT: '0', WORKER_LANES: '16' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const out of [child.stdout, child.stderr])
    out?.setEncoding('utf8').on('data', (text: string) => say(text.trimEnd()));
  const gone = once(child, 'exit').then(() => {});
  const url = await addressOf(child, kind, gone);
  return {
    kind,
    pid: child.pid ?? 0,
    port: url === '' ? 0 : Number(new URL(url).port),
    gone,
    alive: () => child.exitCode === null && child.signalCode === null,
    kill: (signal) => void child.kill(signal),
  };
}

async function addressOf(child: ChildProcess, kind: Kind, gone: Promise<void>): Promise<string> {
  const early = gone.then(() => Promise.reject(new Error(`a ${kind} ended before it was up`)));
  const [message] = (await Promise.race([once(child, 'message'), early])) as [{ url: string }];
  return message.url;
}
