import type { LiveSignal } from '@parley/queue/live';
import type { ChangeArea } from '@parley/shared/change-areas';
import { changed, stir, type Waiting } from './waiting.ts';

/** Where something changed since the last look; `all`: hints may have been missed, so look at everything again. */
export type Heard = ReadonlySet<ChangeArea> | 'all';

export type ChangeFollower = {
  /** Resolves when something may have changed since the last call, after 15 s at the latest, or when the signal fires. */
  changed(signal: AbortSignal): Promise<void>;
  /** What was heard since the last call, given out once. Nothing: look again because time has passed. */
  heard(): Heard;
  stop(): void;
};

export type ChangeHub = {
  hear(signal: LiveSignal): void;
  follow(listener: { orgId: string; person: string }): ChangeFollower;
  /** How many listen here, in all and for one person. */
  size(): number;
  sizeOf(person: string): number;
};

type Listening = Waiting & { orgId: string; person: string; areas: Set<ChangeArea>; missed: boolean };

/** Whatever is said or about to be said in a conversation is a change of it. */
function areaOf(signal: LiveSignal): ChangeArea | null {
  switch (signal.kind) {
    case 'changed':
      return signal.area;
    case 'conversation':
    case 'conversation_opened':
    case 'typing':
      return 'conversation';
    default:
      return null;
  }
}

/** Fans changes out to the dashboards that are open at this process. Holds no state that matters. */
export function createChangeHub(): ChangeHub {
  const listening = new Map<string, Set<Listening>>();
  const everyone = () => [...listening.values()].flatMap((ofOrg) => [...ofOrg]);

  function add(one: Listening): void {
    listening.set(one.orgId, (listening.get(one.orgId) ?? new Set()).add(one));
  }

  function remove(one: Listening): void {
    const ofOrg = listening.get(one.orgId);
    ofOrg?.delete(one);
    if (ofOrg?.size === 0) listening.delete(one.orgId);
  }

  function hear(signal: LiveSignal): void {
    if (signal.kind === 'gap') {
      for (const one of everyone()) {
        one.missed = true;
        stir(one);
      }
    }
    const area = areaOf(signal);
    if (signal.kind === 'gap' || area === null) return;
    for (const one of listening.get(signal.orgId) ?? []) {
      one.areas.add(area);
      stir(one);
    }
  }

  return {
    hear,
    size: () => everyone().length,
    sizeOf: (person) => everyone().filter((one) => one.person === person).length,
    follow({ orgId, person }) {
      const one: Listening = { orgId, person, dirty: false, wake: () => {}, areas: new Set(), missed: false };
      add(one);
      return {
        changed: (signal) => changed(one, signal),
        heard() {
          const { areas, missed } = one;
          one.areas = new Set();
          one.missed = false;
          return missed ? 'all' : areas;
        },
        stop: () => remove(one),
      };
    },
  };
}
