import type { EnvShape } from '@parley/shared/env';
import { shape as api } from '../../apps/api/src/config/env.ts';
import { shape as slackbot } from '../../apps/slackbot/src/config/env.ts';
import { shape as web } from '../../apps/web/src/config/env.ts';
import { shape as worker } from '../../apps/worker/src/config/env.ts';

export type AppImage = { name: 'api' | 'worker' | 'slackbot' | 'web'; shape: EnvShape; portVariable: string };

/** The images that serve. */
export const APPS: AppImage[] = [
  { name: 'api', shape: api, portVariable: 'API_PORT' },
  { name: 'worker', shape: worker, portVariable: 'WORKER_PORT' },
  { name: 'slackbot', shape: slackbot, portVariable: 'SLACKBOT_PORT' },
  { name: 'web', shape: web, portVariable: 'WEB_PORT' },
];

/** Every image, and the package whose needs it holds. */
export const IMAGES: Array<{ name: string; root: string }> = [
  ...APPS.map(({ name }) => ({ name, root: `apps/${name}` })),
  { name: 'migrate', root: 'packages/launcher' },
];

export const usualPort = ({ shape, portVariable }: AppImage): string => String(shape[portVariable]?.parse(undefined));

export const requiredIn = (shape: EnvShape): string[] =>
  Object.keys(shape).filter((name) => !shape[name]?.safeParse(undefined).success);
