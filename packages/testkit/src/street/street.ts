import path from 'node:path';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { createAnthropic } from './anthropic.ts';
import { createIdentityProvider, type IdentityProvider } from './identity-provider.ts';
import type { Ledger } from './ledger.ts';
import { onlyLoopback } from './loopback.ts';
import { type MailCatcher, startMailCatcher } from './mail.ts';
import type { ModelProvider } from './model-provider.ts';
import { createOpenAi } from './openai.ts';
import { createOtlp, type Otlp } from './otlp.ts';
import { chatPageRouter } from './pages/chat-page.ts';
import { frontPage, type Outsider } from './pages/front-page.ts';
import { hooksRouter } from './pages/hooks-page.ts';
import { sendPage } from './pages/layout.ts';
import { mailRouter } from './pages/mail-pages.ts';
import { phonesRouter } from './pages/phones-page.ts';
import { createPhones, type Phones } from './phones.ts';
import { serveOnLoopback } from './serve.ts';
import { createSlack, type Slack } from './slack.ts';
import type { SlackChannel, SlackUser } from './slack-workspace.ts';
import { createTwilio, type Twilio } from './twilio.ts';
import { createWebhookSink, type WebhookSink } from './webhook-sink.ts';

export type StreetOptions = {
  /** 0, or nothing, takes a free port. */
  port?: number;
  smtpPort?: number;
  host?: string;
  /** Where the chat page finds the api, and the channel that it embeds; null while there is none. */
  apiUrl: string;
  chatChannel: string | null;
  /** The number that the phones write to, and the address that the carrier was told for it; null while there is none. */
  sms?: SmsLine | null;
  secrets: StreetSecrets;
  slack?: { users: SlackUser[]; channels: SlackChannel[] };
  now: () => Date;
  randomBytes: (size: number) => Buffer;
  /** How much each ledger remembers; everything when left out. */
  keep?: number;
};

export type SmsLine = {
  number: string;
  webhookUrl: string;
  /** Parley's public address: what Twilio was told begins with it, and is really found at `apiUrl`. */
  publicUrl: string;
};

/** The sample clinic's number, brought to Parley by way of that connection. */
export const smsLine = (connectionId: string | undefined, publicUrl: string): SmsLine | null =>
  connectionId === undefined
    ? null
    : { number: DEMO_LINE.number, webhookUrl: `${publicUrl}/v1/channels/sms/${connectionId}/inbound`, publicUrl };

export type StreetSecrets = {
  twilioAccountSid: string;
  twilioAuthToken: string;
  slackSigningSecret: string;
  slackBotToken: string;
  /** Null: any key will do. */
  modelKey: string | null;
};

type Outsiders = {
  twilio: Twilio;
  slack: Slack;
  openai: ModelProvider;
  anthropic: ModelProvider;
  otlp: Otlp;
  hooks: WebhookSink;
  google: IdentityProvider;
  microsoft: IdentityProvider;
  mail: MailCatcher;
};

const LEG_MS = 300;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

export type Street = AsyncDisposable &
  Outsiders & { url: string; phones: Phones; secrets: StreetSecrets; close(): Promise<void> };

const DEMO_WORKSPACE = {
  users: [
    { id: 'U0MARA0001', name: 'mara', realName: 'Mara Quinn', email: 'mara@harbour-street.example' },
    { id: 'U0TOMAS001', name: 'tomas', realName: 'Tomás Reyes', email: 'tomas@harbour-street.example' },
  ],
  channels: [{ id: 'C0APPROVAL', name: 'approvals' }],
};

/** Everything outside that Parley talks to, on this machine: one server for what speaks HTTP, one for mail. */
export async function startStreet(options: StreetOptions): Promise<Street> {
  const { now, keep, host = '127.0.0.1', port, smtpPort } = options;
  let url = '';
  const mail = await startMailCatcher({ now, keep, host, port: smtpPort });
  const outsiders = { ...createOutsiders(options, () => url), mail };
  const phones = createPhones({ twilio: outsiders.twilio, line: options.sms ?? null, wait });
  const app = streetApp(options, { ...outsiders, phones }, () => url);
  const server = await serveOnLoopback(app, { port, host }).catch(async (error) => {
    await mail.close();
    throw error;
  });
  url = server.url;
  const close = async (): Promise<void> => {
    await Promise.all([server.close(), mail.close()]);
  };
  return { ...outsiders, phones, secrets: options.secrets, url, close, [Symbol.asyncDispose]: close };
}

function createOutsiders(options: StreetOptions, url: () => string): Omit<Outsiders, 'mail'> {
  const { now, randomBytes, keep, secrets } = options;
  const { twilioAccountSid: accountSid, twilioAuthToken: authToken, modelKey: apiKey } = secrets;
  const { slackBotToken: botToken, slackSigningSecret: signingSecret } = secrets;
  const workspace = structuredClone(options.slack ?? DEMO_WORKSPACE);
  const common = { now, randomBytes, keep };
  return {
    twilio: createTwilio({
      ...common,
      ...{ accountSid, authToken, reach: reachFor(options), pace: () => wait(LEG_MS) },
      numbers: options.sms ? [{ number: options.sms.number, smsUrl: options.sms.webhookUrl }] : [],
    }),
    slack: createSlack({ ...common, ...workspace, botToken, signingSecret, origin: () => `${url()}/slack` }),
    openai: createOpenAi({ ...common, apiKey }),
    anthropic: createAnthropic({ ...common, apiKey }),
    otlp: createOtlp({ keep }),
    hooks: createWebhookSink({ now, keep }),
    google: createIdentityProvider({ ...common, name: 'Google' }),
    microsoft: createIdentityProvider({ ...common, name: 'Microsoft' }),
  };
}

/** Parley's own pages may still be built while its api takes webhooks already. */
const reachFor =
  ({ sms, apiUrl }: StreetOptions) =>
  (url: string): string =>
    sms && url.startsWith(`${sms.publicUrl}/`) ? new URL(apiUrl).origin + url.slice(sms.publicUrl.length) : url;

function streetApp(options: StreetOptions, outside: Outsiders & { phones: Phones }, url: () => string): Express {
  const { phones, ...outsiders } = outside;
  const app = express().disable('x-powered-by');
  app.use(onlyLoopback);
  app.get(['/livez', '/healthz', '/readyz'], (_, res) => void res.json({ status: 'ok' }));
  for (const name of ['twilio', 'slack', 'openai', 'anthropic', 'otlp', 'hooks', 'google', 'microsoft'] as const) {
    app.use(`/${name}`, outsiders[name].router);
  }
  app.use('/assets', express.static(path.join(import.meta.dirname, 'pages/assets'), { fallthrough: false }));
  app.use('/chat', chatPageRouter({ apiUrl: options.apiUrl, channel: options.chatChannel, now: options.now }));
  app.use('/phones', phonesRouter(phones, outsiders.twilio.network));
  app.use(
    '/webhooks',
    hooksRouter(outsiders.hooks.ledger, () => `${url()}/hooks`),
  );
  app.use('/mails', mailRouter(outsiders.mail.ledger, outsiders.mail.url));
  app.get('/', (_, res) => {
    sendPage(res, { title: 'The street', styles: '/assets/street.css', body: frontPage(listOf(outsiders, url())) });
  });
  app.get('/ledger/:name', (req, res) => {
    const ledger = ledgerOf(outsiders, req.params.name);
    if (ledger) res.json({ outsider: req.params.name, seen: ledger.seen, entries: ledger.entries });
    else res.status(404).json({ error: `nobody here is called that: ${Object.keys(outsiders).join(', ')}` });
  });
  app.use((_, res) => void res.status(404).type('text').send('There is nothing here. The street begins at /\n'));
  app.use(refuseBadRequest);
  return app;
}

const ledgerOf = (outsiders: Record<string, { ledger: Ledger<unknown> } | undefined>, name: string) =>
  outsiders[name]?.ledger ?? null;

/** What a fake could not read is the caller's fault, told in words and not as a page with a stack. */
const refuseBadRequest: ErrorRequestHandler = (error, _, res, next) => {
  if (res.headersSent) return next(error);
  res
    .status(error.status ?? 500)
    .type('text')
    .send(`${error.message}\n`);
};

const listOf = (outsiders: Outsiders, url: string): Outsider[] =>
  LINES.map(({ name, path: at, ...line }) => ({
    ...line,
    name,
    address: at === null ? outsiders.mail.url : url + at,
    seen: () => outsiders[name].ledger.seen,
  }));

const LINES: { name: keyof Outsiders; title: string; what: string; path: string | null }[] = [
  { name: 'twilio', title: 'Twilio', what: 'Takes text messages and brings them to the two phones.', path: '/twilio' },
  {
    name: 'slack',
    title: 'Slack',
    what: 'A workspace with two people and a channel for approvals.',
    path: '/slack/api/',
  },
  { name: 'mail', title: 'Mail server', what: 'Keeps every mail and sends none on.', path: null },
  {
    name: 'openai',
    title: 'OpenAI',
    what: 'Answers in its protocol, with a fixed text. No language model.',
    path: '/openai/v1',
  },
  { name: 'anthropic', title: 'Anthropic', what: 'The same, in the other protocol.', path: '/anthropic' },
  { name: 'otlp', title: 'Trace collector', what: 'Takes OpenTelemetry traces over HTTP, in JSON.', path: '/otlp' },
  { name: 'hooks', title: 'Webhook receiver', what: 'Takes any request on any path below it.', path: '/hooks' },
  { name: 'google', title: 'Google’s sign-in', what: 'Says who someone is, as a test tells it to.', path: '/google' },
  { name: 'microsoft', title: 'Microsoft’s sign-in', what: 'The same, in Microsoft’s claims.', path: '/microsoft' },
];
