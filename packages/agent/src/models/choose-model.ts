import { setTimeout as wait } from 'node:timers/promises';
import type { RouterWorld } from './asking.ts';
import type { ModelSettings } from './candidates.ts';
import type { ModelPort } from './model-port.ts';
import { openRouter } from './router.ts';
import { PLAIN_RUN } from './run-of-models.ts';

export const REAL_WORLD: RouterWorld = {
  now: () => new Date(),
  random: Math.random,
  pause: (ms, signal) => wait(ms, undefined, { signal }),
};

/** Who answers, by the settings: a provider's model where one is configured, else the demo model, said plainly. */
export const chooseModel = (settings: ModelSettings, world: RouterWorld = REAL_WORLD): ModelPort =>
  openRouter(settings, world).forRun(PLAIN_RUN);
