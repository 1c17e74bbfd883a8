import {
  appUrlVariable,
  engineUrlVariable,
  mailVariables,
  modelVariables,
  modeVariables,
  oldSecretsVariable,
  portVariable,
  publicUrlVariable,
  redisUrlVariable,
  secretVariable,
  streetUrlVariable,
} from '@parley/service/common-env';
import { parseEnv, variable } from '@parley/shared/env';
import { tracingEnvShape } from '@parley/telemetry/tracing-env';
import { z } from 'zod';

export const shape = {
  ...modeVariables,
  WORKER_PORT: portVariable(4001, 'The port of a worker’s health pages and metrics.'),
  WORKER_LANES: variable(z.coerce.number().int().min(1).max(1_000).default(32), {
    doc: 'How many conversations one worker serves at once.',
    example: '32',
  }),
  WORKER_BATCH_LANES: variable(z.coerce.number().int().min(0).max(1_000).default(4), {
    doc: 'How many conversations of batch work it serves beside them; 0 leaves those to other workers.',
    example: '4',
  }),
  WORKER_SENDS: variable(z.coerce.number().int().min(1).max(1_000).default(16), {
    doc: 'How many replies one worker hands to carriers at once.',
    example: '16',
  }),
  PARLEY_SECRET: secretVariable,
  PARLEY_OLD_SECRETS: oldSecretsVariable,
  PARLEY_STREET_URL: streetUrlVariable,
  DATABASE_APP_URL: appUrlVariable,
  DATABASE_ENGINE_URL: engineUrlVariable,
  REDIS_URL: redisUrlVariable,
  PARLEY_PUBLIC_URL: publicUrlVariable,
  ...mailVariables,
  ...modelVariables,
  ...tracingEnvShape,
};

/** The only place where the worker reads its environment. */
export const readEnv = () => parseEnv(shape, process.env);
