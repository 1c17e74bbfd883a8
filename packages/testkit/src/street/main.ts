import { randomBytes } from 'node:crypto';
import { InvalidEnv, parseEnv } from '@parley/shared/env';
import { streetEnv } from './env.ts';
import { type Street, smsLine, startStreet } from './street.ts';

/** Enough to look back on; a street that is left running for weeks must not fill the memory. */
const REMEMBERED = 1_000;

const STAND_IN = 'This is the street’s stand-in for a model provider. It says the same to everyone.';

async function openStreet(): Promise<Street> {
  const env = parseEnv(streetEnv, process.env);
  const street = await startStreet({
    port: env.STREET_PORT,
    smtpPort: env.STREET_SMTP_PORT,
    host: env.HOST,
    apiUrl: env.PARLEY_API_URL,
    chatChannel: env.PARLEY_DEMO_CHANNEL ?? null,
    sms: smsLine(env.PARLEY_DEMO_CONNECTION, env.PARLEY_PUBLIC_URL),
    secrets: {
      twilioAccountSid: env.TWILIO_ACCOUNT_SID,
      twilioAuthToken: env.TWILIO_AUTH_TOKEN,
      slackSigningSecret: env.SLACK_SIGNING_SECRET,
      slackBotToken: env.SLACK_BOT_TOKEN,
      modelKey: null,
    },
    now: () => new Date(),
    randomBytes,
    keep: REMEMBERED,
  });
  street.twilio.network.on = true;
  for (const { script } of [street.openai, street.anthropic]) script.sayBy(() => ({ text: STAND_IN }));
  return street;
}

const street = await openStreet().catch((error: Error) => {
  console.error(error instanceof InvalidEnv ? error.message : error);
  process.exit(1);
});
console.log(`the street is open at ${street.url} and takes mail at ${street.mail.url}`);

async function leave(): Promise<void> {
  await street.close();
  process.exit(0);
}

process.once('SIGTERM', leave);
process.once('SIGINT', leave);
// The launcher is gone, however it went: nobody is left to talk to.
process.once('disconnect', leave);
