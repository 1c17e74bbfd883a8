import { configFrom as apiConfig } from '@parley/api/config/config';
import { type EnvShape, parseEnv } from '@parley/shared/env';
import { configFrom as slackbotConfig } from '@parley/slackbot/config/config';
import { configFrom as workerConfig } from '@parley/worker/config/config';
import { shape as api } from '../../apps/api/src/config/env.ts';
import { shape as slackbot } from '../../apps/slackbot/src/config/env.ts';
import { configFrom as webConfig } from '../../apps/web/src/config/config.ts';
import { shape as web } from '../../apps/web/src/config/env.ts';
import { shape as worker } from '../../apps/worker/src/config/env.ts';

type Variables = Record<string, string | undefined>;

export type AppImage = {
  name: 'api' | 'worker' | 'slackbot' | 'web';
  shape: EnvShape;
  portVariable: string;
  /** What the process makes of its environment, or why it would not start. */
  configure: (env: Variables) => object;
};

/** The images that serve. */
export const APPS: AppImage[] = [
  { name: 'api', shape: api, portVariable: 'API_PORT', configure: (env) => apiConfig(parseEnv(api, env)) },
  {
    name: 'worker',
    shape: worker,
    portVariable: 'WORKER_PORT',
    configure: (env) => workerConfig(parseEnv(worker, env)),
  },
  {
    name: 'slackbot',
    shape: slackbot,
    portVariable: 'SLACKBOT_PORT',
    configure: (env) => slackbotConfig(parseEnv(slackbot, env)),
  },
  { name: 'web', shape: web, portVariable: 'WEB_PORT', configure: (env) => webConfig(parseEnv(web, env)) },
];

export const appNamed = (name: string): AppImage => {
  const app = APPS.find((each) => each.name === name);
  if (!app) throw new Error(`there is no app ${name}`);
  return app;
};

/** Every image, and the package whose needs it holds. */
export const IMAGES: Array<{ name: string; root: string }> = [
  ...APPS.map(({ name }) => ({ name, root: `apps/${name}` })),
  { name: 'migrate', root: 'packages/launcher' },
];

export const usualPort = ({ shape, portVariable }: AppImage): string => String(shape[portVariable]?.parse(undefined));

export const requiredIn = (shape: EnvShape): string[] =>
  Object.keys(shape).filter((name) => !shape[name]?.safeParse(undefined).success);
