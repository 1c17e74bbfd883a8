import { DEMO_LINE } from '@parley/shared/demo-clinic';
import { portSchema, secretSchema, variable } from '@parley/shared/env';
import { idSchema } from '@parley/shared/ids';
import { z } from 'zod';
import { isLoopbackAddress } from './loopback.ts';

const secret = () => secretSchema();

/** What the street's process reads from its environment. */
export const streetEnv = {
  PARLEY_MODE: variable(z.literal('demo', 'must be demo: the street is no part of a production installation'), {
    doc: 'The street stands in for the world outside in demo mode only',
    example: 'demo',
  }),
  HOST: variable(
    z.string().default('127.0.0.1').refine(isLoopbackAddress, 'must be an address of this machine only for the street'),
    { doc: 'The loopback address that the street listens on', example: '127.0.0.1' },
  ),
  STREET_PORT: variable(portSchema.default(4400), { doc: 'The street’s pages and its fakes', example: '4400' }),
  STREET_SMTP_PORT: variable(portSchema.default(0), {
    doc: 'The street’s mail server; 0 takes a free port',
    example: '4425',
  }),
  PARLEY_API_URL: variable(z.url().default('http://127.0.0.1:4000'), {
    doc: 'Where the chat page finds the api',
    example: 'http://127.0.0.1:4000',
  }),
  PARLEY_DEMO_CHANNEL: variable(idSchema('channel').optional(), {
    doc: 'The chat channel that the chat page embeds',
    example: 'chan_01k9zzzzzzzzzzzzzzzzzzzzzz',
  }),
  PARLEY_DEMO_CONNECTION: variable(idSchema('connection').optional(), {
    doc: 'The connection whose number the two phones write to',
    example: 'conn_01k9zzzzzzzzzzzzzzzzzzzzzz',
  }),
  PARLEY_PUBLIC_URL: variable(z.url().default('http://127.0.0.1:4000'), {
    doc: 'The address that carriers were told, which is what they sign',
    example: 'http://127.0.0.1:4300',
  }),
  TWILIO_ACCOUNT_SID: variable(z.string().default(DEMO_LINE.accountSid), {
    doc: 'The account that the fake carrier knows',
    example: DEMO_LINE.accountSid,
  }),
  TWILIO_AUTH_TOKEN: variable(secret(), {
    doc: 'What the fake carrier signs with',
    example: 'made by the launcher',
    secret: true,
  }),
  SLACK_SIGNING_SECRET: variable(secret(), {
    doc: 'What the fake Slack signs with',
    example: 'made by the launcher',
    secret: true,
  }),
  SLACK_BOT_TOKEN: variable(z.string().min(16), {
    doc: 'The bot token that the fake Slack takes',
    example: 'made by the launcher',
    secret: true,
  }),
};
