import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const ask = (how: object = {}) =>
  platform.street.slack.sendSlashCommand({
    url: `${platform.slackbot.url}/slack/events`,
    userId: 'U0MARA0001',
    channel: 'C0APPROVAL',
    command: '/parley',
    ...how,
  });

test('/parley says in Slack how it is, and who answers', async () => {
  const card = await until(async () => {
    const answer = await ask();
    return answer.status === 200 && answer.body.includes('up and answers') ? answer.body : null;
  });
  expect(card).toContain('demo model: no language model is called');
  expect(card).toContain('1 worker');
});

test('a request that Slack did not sign is refused', async () => {
  const { status } = await ask({ signingSecret: 'somebody-elses-secret' });
  expect(status).toBe(401);
});

test('whatever else is asked of its port is told so, and it goes on', async () => {
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/favicon.ico'],
    ['GET', '/slack/events'],
    ['POST', '/somewhere'],
    ['DELETE', '/slack/events'],
  ] as const) {
    expect((await fetch(`${platform.slackbot.url}${path}`, { method })).status, `${method} ${path}`).toBe(404);
  }
  expect((await ask()).status).toBe(200);
});
