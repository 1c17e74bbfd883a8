import { problemSchema } from '@parley/shared/contract/problem';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGE, type Platform, PUBLIC, startPlatform } from './platform.ts';
import { startTemplateServer, type TemplateServer } from './setup/template-server.ts';
import { type Visitor, visit } from './visitor.ts';

const PATIENT = { timeoutMs: 30_000 };

let server: TemplateServer;
let platform: Platform;
let visitor: Visitor;
const shared = process.env.PARLEY_TEST_POSTGRES;

beforeAll(async () => {
  // A server of its own, because this file takes it away.
  server = await startTemplateServer();
  process.env.PARLEY_TEST_POSTGRES = server.address;
  platform = await startPlatform();
  visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
});
afterAll(async () => {
  await platform?.stop();
  await server?.remove();
  process.env.PARLEY_TEST_POSTGRES = shared;
});

const post = (id: string) =>
  fetch(`${platform.api.url}/v1/chat/messages`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${visitor.token}`, Origin: PAGE, 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, text: 'Where are you?' }),
  });

const text = () =>
  platform.street.twilio.sendInboundSms({
    ...{ from: '+447700900341', to: DEMO_LINE.number, body: 'Hello?', messageSid: 'SM1' },
    webhookUrl: `${PUBLIC}/v1/channels/sms/${platform.connectionId}/inbound`,
  });

test('without its database the api accepts nothing, says so, and everything comes back with it', async () => {
  visitor.listen();
  await visitor.say('Hello?');
  await until(() => visitor.seen.length === 2, PATIENT);
  await server.stop();

  const refused = await post('during');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(problemSchema.parse(await refused.json()).error.code).toBe('database_away');
  // A carrier brings its text again after a 503, and only then.
  expect(await text()).toMatchObject({ status: 503 });
  const read = await fetch(`${platform.api.url}/v1/chat/messages`, {
    headers: { Authorization: `Bearer ${visitor.token}` },
  });
  expect(read.status).toBe(503);
  await until(async () => (await fetch(`${platform.api.url}/readyz`)).status === 503, PATIENT);
  expect((await fetch(`${platform.api.url}/livez`)).status).toBe(200);

  await server.restart();
  await until(async () => (await post('during')).status === 202, PATIENT);
  await until(async () => (await fetch(`${platform.api.url}/readyz`)).ok, PATIENT);
  expect(await text()).toMatchObject({ status: 200 });
  // The open page is told by its own event stream, which never broke.
  await until(() => visitor.seen.length === 4, PATIENT);
  expect(visitor.seen.at(-1)?.text).toContain('Harbour Street');
  visitor.leave();
});
