import { modeVariables, portVariable, slackbotUrlVariable } from '@parley/service/common-env';
import { parseEnv, variable } from '@parley/shared/env';
import { tracingEnvShape } from '@parley/telemetry/tracing-env';
import { z } from 'zod';

export const shape = {
  ...modeVariables,
  SLACKBOT_PORT: portVariable(
    4002,
    'The port of the slackbot: Slack’s signed requests at /slack/events, and its health pages.',
  ),
  DATABASE_SLACKBOT_URL: slackbotUrlVariable,
  SLACK_BOT_TOKEN: variable(
    z
      .string()
      .regex(/^xoxb-/, 'must be a bot token, which begins with xoxb-')
      .optional(),
    {
      doc: 'Lets Parley speak in your Slack workspace. From “OAuth & Permissions” of your Slack app.',
      example: 'xoxb-…',
      secret: true,
    },
  ),
  SLACK_SIGNING_SECRET: variable(z.string().min(16, 'is too short to be Slack’s signing secret').optional(), {
    doc: 'Proves that a request comes from Slack. From “Basic Information” of your Slack app.',
    example: '(32 hexadecimal digits)',
    secret: true,
  }),
  SLACK_APP_TOKEN: variable(
    z
      .string()
      .regex(/^xapp-/, 'must be an app-level token, which begins with xapp-')
      .optional(),
    { doc: 'Socket mode: Slack reaches Parley without a public address.', example: 'xapp-…', secret: true },
  ),
  SLACK_API_URL: variable(z.url().default('https://slack.com/api/'), {
    doc: 'Where Slack’s Web API is. In demo mode the launcher sets it to the street.',
    example: 'https://slack.com/api/',
  }),
  ...tracingEnvShape,
};

/** The only place where the slackbot reads its environment. */
export const readEnv = () => parseEnv(shape, process.env);
