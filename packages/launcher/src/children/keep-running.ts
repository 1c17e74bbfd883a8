import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessIdentity } from '../installation/process-identity.ts';
import { Refusal } from '../refusal.ts';
import { type ChildSpec, describeExit, type Exit, launchChild, type RunningChild } from './launch-child.ts';
import { untilReady } from './readiness.ts';
import { afterDeath } from './restart-policy.ts';

export type KeeperEvents = {
  onLine(line: string): void;
  onStarted(identity: ProcessIdentity): void;
  onDeath(exit: Exit): void;
  /** Ready again after a death. */
  onBack(): void;
  /** The third death within a minute: it is not started again, or only with changed sources. */
  onGivenUp(exit: Exit, awaitsChange: boolean): void;
};

export type Kept = {
  /** Resolves when the child is first ready; rejects when it is given up or stopped before. */
  ready: Promise<void>;
  /** What its readiness address said last, for the impatient. */
  waitingFor(): string;
  /** Replaces it by one with the sources of now, without a pause; also after it was given up. */
  renew(): void;
  /** Asks it to end, and kills it when it has not after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
};

export type KeeperOptions = {
  now: () => number;
  /** Whoever edits the sources breaks them now and then: a child that has served waits for the next change. */
  sourcesChange: boolean;
};

/** Keeps one child running: starts it, and starts it again when it dies. */
export function keepRunning(spec: ChildSpec, events: KeeperEvents, { now, sourcesChange }: KeeperOptions): Kept {
  const stopping = new AbortController();
  const ready = Promise.withResolvers<void>();
  // Whoever wants to know awaits it; a rejection that nobody awaits is not an accident.
  ready.promise.catch(() => {});
  const deaths: number[] = [];
  let hasServed = false;
  let change = Promise.withResolvers<void>();
  let current: RunningChild | null = null;
  let renewing = false;
  let waitingFor = '';

  const announceWhenReady = async (child: RunningChild) => {
    const over = new AbortController();
    void child.exited.then(() => over.abort());
    const isReady = await untilReady(spec.readyUrl, AbortSignal.any([over.signal, stopping.signal]), (said) => {
      waitingFor = said;
    });
    if (!isReady) return;
    hasServed = true;
    ready.resolve();
    if (deaths.length > 0) events.onBack();
  };

  const runOnce = (): Promise<Exit> => {
    const child = launchChild(spec, events.onLine);
    current = child;
    renewing = false;
    change = Promise.withResolvers();
    if (child.identity) events.onStarted(child.identity);
    void announceWhenReady(child);
    return child.exited;
  };

  /** What to wait for before the next start; null when there is none. */
  const afterExit = (exit: Exit): Promise<unknown> | null => {
    if (stopping.signal.aborted) return null;
    if (renewing) return Promise.resolve();
    deaths.push(now());
    const next = afterDeath(deaths, now());
    if (next.kind === 'restart') {
      events.onDeath(exit);
      return Promise.race([change.promise, pause(next.afterMs, undefined, { signal: stopping.signal })]);
    }
    const awaitsChange = sourcesChange && hasServed;
    events.onGivenUp(exit, awaitsChange);
    if (awaitsChange) return change.promise;
    ready.reject(new Refusal(`${spec.name} ${describeExit(exit)}`));
    return null;
  };

  const live = async () => {
    for (;;) {
      const nextStart = afterExit(await runOnce());
      if (!nextStart) break;
      await nextStart.catch(() => {});
      if (stopping.signal.aborted) break;
    }
    ready.reject(new Refusal(`${spec.name} was stopped`));
  };
  const life = live();

  return {
    ready: ready.promise,
    waitingFor: () => waitingFor,
    renew() {
      renewing = true;
      current?.kill('SIGTERM');
      change.resolve();
    },
    async stop(graceMs) {
      stopping.abort();
      change.resolve();
      current?.kill('SIGTERM');
      const outOfPatience = setTimeout(() => current?.kill('SIGKILL'), graceMs);
      await life;
      clearTimeout(outOfPatience);
    },
    kill() {
      stopping.abort();
      current?.kill('SIGKILL');
    },
  };
}
